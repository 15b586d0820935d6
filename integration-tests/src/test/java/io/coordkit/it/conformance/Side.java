package io.coordkit.it.conformance;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/** The two servers of a comparison; each configuration is started once for all scenarios. */
enum Side {
    REFERENCE(Backend.APACHE),
    SUBJECT(Backend.SUBJECT);

    static final String SUPER = "super:secret";

    /** How a server is configured. */
    enum House {
        /** Everything that an operator can allow. */
        FULL,
        /** As it comes. */
        PLAIN
    }

    private final Backend backend;
    private final Map<House, ServerProcess> servers = new EnumMap<>(House.class);

    Side(Backend backend) {
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    synchronized ServerProcess server(House house) {
        return servers.computeIfAbsent(house, this::start);
    }

    private ServerProcess start(House house) {
        try {
            Path home = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "servers")), name() + "-" + house);
            return ServerProcess.start(
                    backend,
                    home.toAbsolutePath(),
                    configuration(house),
                    "-Dznode.container.checkIntervalMs=100000000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ZooCfg configuration(House house) {
        ZooCfg plain = ZooCfg.standalone().with("DigestAuthenticationProvider.superDigest", "super:" + digest(SUPER));
        return house == House.PLAIN
                ? plain
                : plain.with("extendedTypesEnabled", "true").with("enforceQuota", "true");
    }

    /** The digest scheme's way to keep {@code user:password}. */
    static String digest(String userAndPassword) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
