package io.coordkit.cli;

import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.paths.ElectionPaths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which election is meant, and as whom we come. */
final class ElectionOptions {

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            description = "Servers, separated by commas; a path behind the last is the root of all paths. Required.")
    private @Nullable String connect;

    @Option(
            names = "--lock",
            paramLabel = "PATH",
            description =
                    "The znode of the election; the lock and the breadcrumb are its children, as in Hadoop. Required.")
    private @Nullable String lock;

    @Option(
            names = "--session-timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = DurationConverter.class,
            description = "How long a dead member keeps the lock. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Duration sessionTimeout;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CredentialOptions credentials;

    @Option(
            names = "--private",
            description = "Let only those with the same credentials change what we create; others may read.")
    private boolean closed;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls us
    private CommandSpec spec;

    /** What was asked for. */
    ElectorConfig election() {
        return ElectorConfig.of(required("--connect", connect), paths())
                .withSessionTimeout(sessionTimeout)
                .withAuth(credentials.all())
                .withAcl(acl());
    }

    /** Not picocli's requirement: it would ask for the options of {@code elect} where those of {@code elect status} are. */
    private String required(String option, @Nullable String value) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), option + " is missing");
        }
        return value;
    }

    private ElectionPaths paths() {
        String parent = required("--lock", lock);
        try {
            return new ElectionPaths(parent);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--lock=" + parent + ": " + wrong.getMessage());
        }
    }

    private List<ACL> acl() {
        if (!closed) {
            return ZooDefs.Ids.OPEN_ACL_UNSAFE;
        }
        if (credentials.all().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--private needs --auth");
        }
        List<ACL> acl = new ArrayList<>(ZooDefs.Ids.CREATOR_ALL_ACL);
        acl.addAll(ZooDefs.Ids.READ_ACL_UNSAFE);
        return acl;
    }
}
