package io.coordkit.server.config;

import io.coordkit.core.quorum.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The file {@code myid} in {@code dataDir}: the number of this server. */
final class MyId {
    private static final long MAX = 255;

    private MyId() {}

    /** What the ids of a standalone server's sessions have of its number, the lowest byte; 0 without a file, as it needs none. */
    static long optional(Settings settings) throws ConfigException {
        return read(file(settings)).orElse(0) & MAX;
    }

    /** The line of the ensemble that the number stands for. */
    static Member required(Settings settings, EnsembleKeys ensemble) throws ConfigException {
        Path file = file(settings);
        OptionalLong id = read(file);
        if (id.isEmpty()) {
            throw new ConfigException(file + " is missing: it must hold the number of this server, the N of its line"
                    + " server.N in " + ensemble.origin());
        }
        if (id.getAsLong() < 0 || id.getAsLong() > MAX) {
            throw notANumber(file);
        }
        if (settings.flag("extendedTypesEnabled", false) && id.getAsLong() == MAX) {
            throw new ConfigException(file + ": must hold 0 to 254 where extendedTypesEnabled is set");
        }
        return ensemble.membership()
                .member(id.getAsLong())
                .orElseThrow(() -> new ConfigException(file + ": holds " + id.getAsLong() + ", but the servers in "
                        + ensemble.origin() + " are " + numbers(ensemble)));
    }

    private static String numbers(EnsembleKeys ensemble) {
        return ensemble.membership().members().stream()
                .map(member -> Long.toString(member.id()))
                .collect(Collectors.joining(", "));
    }

    private static Path file(Settings settings) throws ConfigException {
        settings.required("dataDir");
        return settings.path("dataDir").orElseThrow().resolve("myid");
    }

    private static OptionalLong read(Path file) throws ConfigException {
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(firstLine(file)));
        } catch (IOException | NumberFormatException e) {
            throw notANumber(file);
        }
    }

    /** What follows it is nobody's business ({@code QuorumPeerConfig.setupMyId}). */
    private static String firstLine(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("")
                .trim();
    }

    private static ConfigException notANumber(Path file) {
        return new ConfigException(file + ": must hold the server's number, 0 to " + MAX + ", in its first line");
    }
}
