package io.ingot.jobs.files;

/** Columns that every record has beside those of its file. */
public final class FileColumns {
  public static final String BATCH = "_batch";
  public static final String FILE_VERSION = "_file_version";
  public static final String SOURCE_FILE = "_source_file";
  public static final String ARRIVAL = "_arrival";
  public static final String POSITION = "_position";
  public static final String INGESTED_AT = "_ingested_at";
  public static final String RESCUED = "_rescued";
  public static final String CORRUPT = "_corrupt";
  public static final String CORRUPT_REASON = "_corrupt_reason";

  private FileColumns() {}
}
