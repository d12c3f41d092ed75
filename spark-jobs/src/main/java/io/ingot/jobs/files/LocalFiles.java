package io.ingot.jobs.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's {@code file:} for Spark on one machine. Without its native library Hadoop starts a
 * process, {@code chmod}, for every file that it makes: more than a hundred for a batch of one
 * small file.
 */
public class LocalFiles extends LocalFileSystem {
  /** The setting of a Spark session that puts this class in place. */
  public static final String SETTING = "spark.hadoop.fs.file.impl";

  /** Made by Hadoop, by name. */
  public LocalFiles() {
    super(new Raw());
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      PosixFileAttributeView file =
          Files.getFileAttributeView(pathToFile(path).toPath(), PosixFileAttributeView.class);
      if (file == null) {
        super.setPermission(path, permission);
      } else {
        file.setPermissions(
            PosixFilePermissions.fromString(
                permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL));
      }
    }
  }
}
