package io.ingot.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The one JSON form of everything that is stored or sent: records, times in ISO-8601 UTC. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // What a record answers about itself is not stored with it.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** The value as compact JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The value as indented JSON, for people. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The value as compact UTF-8 JSON. */
  public static byte[] bytes(Object value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is no JSON of that type
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot read " + type.getSimpleName() + ": " + e.getOriginalMessage() + ".", e);
    }
  }

  /** Reads a value from UTF-8 bytes, as {@link #read(String, Class)}. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Cannot read " + type.getSimpleName() + ": " + e.getMessage() + ".", e);
    }
  }

  /**
   * Reads a value that must have been written by the same version: a key that it does not know may
   * say something that it would not do.
   *
   * @throws IllegalArgumentException if the bytes are no JSON of that type, or name a key that the
   *     type does not have
   */
  public static <T> T readKnown(byte[] json, Class<T> type) {
    try {
      return MAPPER
          .readerFor(type)
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(json);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "Cannot read %s: it has a key that this version does not know (%s). Run it by the version that wrote it."
              .formatted(type.getSimpleName(), path(e)),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Cannot read " + type.getSimpleName() + ": " + e.getMessage() + ".", e);
    }
  }

  private static String path(UnrecognizedPropertyException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .collect(Collectors.joining("."));
  }

  /** Reads a map by name, as {@link #read(String, Class)}. */
  public static <T> Map<String, T> readMap(String json, Class<T> values) {
    try {
      return MAPPER.readValue(
          json, MAPPER.getTypeFactory().constructMapType(TreeMap.class, String.class, values));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read a map: " + e.getOriginalMessage() + ".", e);
    }
  }

  /** A record as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A tree as a record. */
  public static <T> T of(JsonNode tree, Class<T> type) {
    return MAPPER.convertValue(tree, type);
  }
}
