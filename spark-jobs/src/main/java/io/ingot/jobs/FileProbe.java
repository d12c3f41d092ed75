package io.ingot.jobs;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.ingot.core.definition.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
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
  private static final int MOST_COLUMNS = 20_480;

  private FileProbe() {}

  /** Opens every file: header, and whether it can be read to its end. By URI. */
  static Map<String, FileHead> heads(SparkSession spark, List<String> uris, Format format) {
    return probe(spark, uris, new Task(format.type() == Format.Type.csv, format, true));
  }

  /** Only length and modification time. By URI. */
  static Map<String, FileHead> stats(SparkSession spark, List<String> uris, Format format) {
    return probe(spark, uris, new Task(false, format, false));
  }

  private static Map<String, FileHead> probe(SparkSession spark, List<String> uris, Task task) {
    Map<String, FileHead> found = new HashMap<>();
    if (uris.isEmpty()) {
      return found;
    }
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    var hadoop =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    int slices = Math.min(uris.size(), Math.max(context.defaultParallelism() * 4, 1));
    context
        .parallelize(uris, slices)
        .mapPartitions(part -> task.look(part, hadoop.value().value()))
        .collect()
        .forEach(head -> found.put(head.uri(), head));
    hadoop.destroy();
    return found;
  }

  /** What runs on the executors. */
  private record Task(
      boolean header, String delimiter, String quote, String escape, boolean first, boolean open)
      implements Serializable {

    Task(boolean csv, Format format, boolean open) {
      this(csv, format.delimiter(), format.quote(), format.escape(), format.header(), open);
    }

    Iterator<FileHead> look(Iterator<String> uris, Configuration hadoop) {
      List<FileHead> heads = new ArrayList<>();
      uris.forEachRemaining(uri -> heads.add(look(uri, hadoop)));
      return heads.iterator();
    }

    private FileHead look(String uri, Configuration hadoop) {
      FileHead head = new FileHead(uri, uri, 0, 0, List.of(), "");
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
                List.of(),
                "");
        return open ? read(files, path, head, hadoop) : head;
      } catch (IOException | RuntimeException e) {
        return head.refused("it cannot be read (" + reason(e) + ")");
      }
    }

    private FileHead read(FileSystem files, Path path, FileHead head, Configuration hadoop)
        throws IOException {
      if (path.getName().startsWith("_") || path.getName().startsWith(".")) {
        return head.refused("Spark skips files whose names start with _ or .");
      }
      if (head.length() == 0) {
        return head.refused("it is empty");
      }
      CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
      try (InputStream raw = files.open(path);
          InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
        FileHead found = head;
        if (header && first) {
          List<String> names = names(in);
          found = new FileHead(head.uri(), head.path(), head.length(), head.modified(), names, "");
          if (names.isEmpty()) {
            return found.refused("it has no header");
          }
        }
        if (codec != null) {
          in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return found;
      }
    }

    private List<String> names(InputStream in) {
      CsvParserSettings settings = new CsvParserSettings();
      settings.getFormat().setDelimiter(delimiter);
      settings.getFormat().setQuote(quote.charAt(0));
      settings.getFormat().setQuoteEscape(escape.charAt(0));
      settings.getFormat().setLineSeparator("\n");
      settings.setLineSeparatorDetectionEnabled(true);
      settings.setReadInputOnSeparateThread(false);
      settings.setAutoClosingEnabled(false);
      settings.setMaxCharsPerColumn(-1);
      settings.setMaxColumns(MOST_COLUMNS);
      settings.setCommentProcessingEnabled(false);
      CsvParser parser = new CsvParser(settings);
      parser.beginParsing(new InputStreamReader(in, StandardCharsets.UTF_8));
      String[] names = parser.parseNext();
      if (names == null) {
        return List.of();
      }
      return new ArrayList<>(
          Arrays.stream(names)
              .map(n -> Objects.toString(n, "").replace("\uFEFF", "").trim())
              .toList());
    }

    private static String reason(Exception e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }
}
