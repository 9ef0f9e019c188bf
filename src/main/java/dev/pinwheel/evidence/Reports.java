package dev.pinwheel.evidence;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.pinwheel.event.Comparison;
import java.io.IOException;

/** Reports as JSON, as they stand in the evidence; the bytes that were stored are what is hashed. */
public final class Reports {

    /** The media type of a {@link Comparison}. */
    public static final String COMPARISON = "application/vnd.pinwheel.comparison.v1+json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private Reports() {}

    /** A comparison as it is stored. */
    public static byte[] bytes(Comparison comparison) throws IOException {
        return JSON.writeValueAsBytes(comparison);
    }

    /**
     * The inverse of {@link #bytes}.
     *
     * @throws IOException if it is not a comparison
     */
    public static Comparison comparison(byte[] content) throws IOException {
        return JSON.readValue(content, Comparison.class);
    }
}
