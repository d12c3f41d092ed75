package io.ingot.jobs;

import io.ingot.core.admit.CsvHeader;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks at files before and after they are read, on the executors, one file at a time. A compressed
 * file is drained: Spark either fails the whole read on a truncated one or silently keeps its
 * readable half.
 */
final class FileProbe {
  private static final int LONGEST_HEADER = 1 << 20;

  /** Spark's plans grow with the columns; nobody writes more by intention. */
  private static final int MOST_COLUMNS = 2_000;

  private FileProbe() {}

  /** Opens every file: header, and whether it can be read to its end. By URI. */
  static Map<String, FileHead> heads(SparkSession spark, List<String> uris, Format format) {
    return probe(spark, uris, new Task(format, true));
  }

  /** Only length, modification time and entity tag. By URI. */
  static Map<String, FileHead> stats(SparkSession spark, List<String> uris, Format format) {
    return probe(spark, uris, new Task(format, false));
  }

  private static Map<String, FileHead> probe(SparkSession spark, List<String> uris, Task task) {
    Map<String, FileHead> found = new HashMap<>();
    if (uris.isEmpty()) {
      return found;
    }
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    Configuration own = new Configuration(spark.sparkContext().hadoopConfiguration());
    own.set(ZstandardCodec.CODECS, ZstandardCodec.class.getName());
    var hadoop = context.broadcast(new SerializableConfiguration(own));
    int slices = Math.min(uris.size(), Math.max(context.defaultParallelism() * 4, 1));
    context
        .parallelize(uris, slices)
        .mapPartitions(part -> task.look(part, hadoop.value().value()))
        .collect()
        .forEach(head -> found.put(head.uri(), head));
    hadoop.destroy();
    return found;
  }

  /** What runs on the executors; formats are no Java-serializable things, so JSON carries them. */
  private record Task(String format, boolean open) implements Serializable {
    Task(Format format, boolean open) {
      this(io.ingot.core.json.Json.write(format), open);
    }

    Iterator<FileHead> look(Iterator<String> uris, Configuration hadoop) {
      Format read = io.ingot.core.json.Json.read(format, Format.class);
      List<FileHead> heads = new ArrayList<>();
      uris.forEachRemaining(uri -> heads.add(look(uri, read, hadoop)));
      return heads.iterator();
    }

    private FileHead look(String uri, Format read, Configuration hadoop) {
      FileHead head = FileHead.of(uri);
      try {
        Path path = new Path(uri);
        FileSystem files = path.getFileSystem(hadoop);
        FileStatus status = files.getFileStatus(path);
        head =
            new FileHead(
                uri,
                SparkPath.fromPath(status.getPath()).urlEncoded(),
                status.getLen(),
                status.getModificationTime(),
                etag(status),
                List.of(),
                0,
                "",
                "");
        return open ? open(files, path, head, read, hadoop) : head;
      } catch (IOException | RuntimeException e) {
        return head.refused("it cannot be read (" + reason(e) + ")");
      }
    }

    private static String etag(FileStatus status) {
      return status instanceof EtagSource tagged && tagged.getEtag() != null
          ? tagged.getEtag().replace("\"", "")
          : "";
    }

    private static FileHead open(
        FileSystem files, Path path, FileHead head, Format format, Configuration hadoop)
        throws IOException {
      if (path.getName().startsWith("_") || path.getName().startsWith(".")) {
        return head.refused("Spark skips files whose names start with _ or .");
      }
      if (head.length() == 0) {
        return head.refused("it is empty");
      }
      FileHead found =
          format.type() == Format.Type.parquet
              ? ParquetFooter.read(path, head, hadoop)
              : text(files, path, head, format, hadoop);
      return found.header().size() > MOST_COLUMNS
          ? found.refused("it has " + found.header().size() + " columns, more than " + MOST_COLUMNS)
          : found;
    }

    private static FileHead text(
        FileSystem files, Path path, FileHead head, Format format, Configuration hadoop)
        throws IOException {
      CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
      try (InputStream raw = files.open(path);
          InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
        FileHead found = format.type() == Format.Type.csv ? header(in, head, format) : head;
        if (codec != null) {
          in.transferTo(OutputStream.nullOutputStream());
        }
        return found;
      }
    }

    private static FileHead header(InputStream in, FileHead head, Format format)
        throws IOException {
      CsvDialect dialect = format.csv();
      if (!dialect.header()) {
        return head.with(List.of(), dialect.skipLines(), "");
      }
      byte[] text = in.readNBytes(LONGEST_HEADER);
      boolean whole = text.length < LONGEST_HEADER;
      Optional<CsvHeader> header =
          CsvHeader.parse(new String(text, StandardCharsets.UTF_8), whole, dialect);
      return header.isPresent()
          ? head.with(header.get().names(), header.get().lines(), "")
          : head.refused(
              whole
                  ? "it has no header"
                  : "its header does not end within " + LONGEST_HEADER + " bytes");
    }

    private static String reason(Exception e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }
}
