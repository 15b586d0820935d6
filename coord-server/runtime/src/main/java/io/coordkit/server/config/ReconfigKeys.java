package io.coordkit.server.config;

import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads whether the members of an ensemble may change, and which change was under way. */
final class ReconfigKeys {
    private static final String NEXT = ".dynamic.next";

    private ReconfigKeys() {}

    /** @param file where the settings come from; empty for a command line */
    static ReconfigConfig read(Settings settings, Optional<Path> file) throws ConfigException {
        boolean enabled = settings.flag("reconfigEnabled", false);
        int votersMin = settings.flag("standaloneEnabled", true) ? 2 : 1;
        boolean hasMemberships = enabled && file.isPresent() && EnsembleKeys.hasDynamicFile(settings);
        return new ReconfigConfig(
                enabled, votersMin, file, hasMemberships ? seen(nextOf(file.get())) : Optional.empty());
    }

    /** The file of a membership that is proposed. */
    private static Path nextOf(Path file) {
        return file.resolveSibling(file.getFileName() + NEXT);
    }

    private static Optional<Membership> seen(Path next) throws ConfigException {
        if (!Files.exists(next)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Membership.parse(Files.readString(next, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new ConfigException(next + ": cannot be read: " + Reason.of(e));
        } catch (MemberSyntaxException e) {
            throw new ConfigException(next + ": " + e.getMessage());
        }
    }
}
