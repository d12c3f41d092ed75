package io.ingot.core.port;

import io.ingot.core.ledger.FileVersion;
import java.time.Instant;

/**
 * An object version as the landing bucket knows it.
 *
 * @param file its identity
 * @param size bytes
 * @param etag entity tag, without quotes
 * @param time when it was uploaded
 * @param archived whether it must be restored before it can be read
 */
public record LandedObject(
    FileVersion file, long size, String etag, Instant time, boolean archived) {}
