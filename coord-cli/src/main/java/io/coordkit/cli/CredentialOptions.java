package io.coordkit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.curator.framework.AuthInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** As whom we come to a server. */
final class CredentialOptions {

    @Option(
            names = "--auth",
            paramLabel = "SCHEME:AUTH",
            description = "Credentials, digest:USER:PASSWORD for instance; @FILE reads them from a file.")
    private @Nullable String auth;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** None, or one. */
    List<AuthInfo> all() {
        if (auth == null) {
            return List.of();
        }
        String text = auth.startsWith("@") ? read(auth.substring(1)) : auth;
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new ParameterException(spec.commandLine(), "--auth takes SCHEME:AUTH, digest:USER:PASSWORD for one");
        }
        byte[] proof = text.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
        return List.of(new AuthInfo(text.substring(0, colon), proof));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new CommandFailure("cannot read the credentials in " + file, unreadable);
        }
    }
}
