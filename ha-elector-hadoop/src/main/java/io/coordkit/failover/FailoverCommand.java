package io.coordkit.failover;

import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.ElectorException;
import io.coordkit.elector.ParentZnode;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.BadFencingConfigurationException;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ToolRunner;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon beside a service, with the arguments and exit codes of {@code hdfs zkfc}: without arguments it runs a {@link
 * FailoverController} until it fails, with {@code -formatZK [-force] [-nonInteractive]} it prepares the znodes.
 */
public final class FailoverCommand {
    static final String USAGE = "Usage: [-formatZK [-force] [-nonInteractive]]\n"
            + "  -formatZK        make the znodes of the election, and run nothing\n"
            + "  -force           delete those that there are, without asking\n"
            + "  -nonInteractive  fail if there are any, without asking";

    private static final Logger LOG = LoggerFactory.getLogger(FailoverCommand.class);

    private final Configuration configuration;
    private final ServiceGroup group;
    private final Predicate<String> confirmation;

    /** Asks on standard error, and reads the answer from standard input. */
    public FailoverCommand(Configuration configuration, ServiceGroup group) {
        this(configuration, group, FailoverCommand::ask);
    }

    FailoverCommand(Configuration configuration, ServiceGroup group, Predicate<String> confirmation) {
        this.configuration = configuration;
        this.group = group;
        this.confirmation = confirmation;
    }

    private static boolean ask(String question) {
        try {
            return ToolRunner.confirmPrompt(question);
        } catch (IOException noAnswer) {
            return false;
        }
    }

    /** Does what the arguments say; whatever goes wrong is logged. Without arguments it returns only when the controller fails. */
    public ExitCode run(String... arguments) throws InterruptedException {
        if (!group.local().isAutoFailoverEnabled()) {
            LOG.error("service={} automatic failover is not enabled for it", group.local());
            return ExitCode.AUTO_FAILOVER_OFF;
        }
        List<String> words = Arrays.asList(arguments);
        if (!words.isEmpty() && !isFormat(words)) {
            LOG.error("bad argument: {}\n{}", String.join(" ", words), USAGE);
            return ExitCode.FAILED;
        }
        try {
            group.login();
            return UserGroupInformation.getLoginUser().doAs((PrivilegedExceptionAction<ExitCode>) () -> perform(words));
        } catch (ElectorException e) {
            LOG.error("group={} {}", group.name(), e.getMessage());
            return e.getCause() instanceof KeeperException.ConnectionLossException
                    ? ExitCode.NO_ZOOKEEPER
                    : ExitCode.FAILED;
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("group={} {}", group.name(), e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private static boolean isFormat(List<String> words) {
        return words.get(0).equals("-formatZK")
                && List.of("-force", "-nonInteractive").containsAll(words.subList(1, words.size()));
    }

    private ExitCode perform(List<String> words) throws IOException, InterruptedException {
        Configuration conf = HadoopElections.narrowed(configuration, group.name(), group.member());
        ElectorConfig config = HadoopElections.ofControllers(conf, group.name());
        ParentZnode parent = new ParentZnode(config);
        boolean exists = parent.exists();
        if (!words.isEmpty()) {
            return format(config, exists, words.contains("-force"), !words.contains("-nonInteractive"));
        }
        if (!exists) {
            LOG.error(
                    "group={} znode {} does not exist: run -formatZK",
                    group.name(),
                    config.paths().parent());
            return ExitCode.NO_PARENT_ZNODE;
        }
        return isFencingConfigured() ? runController() : ExitCode.NO_FENCER;
    }

    private ExitCode format(ElectorConfig config, boolean exists, boolean force, boolean interactive)
            throws ElectorException {
        ParentZnode parent = new ParentZnode(config);
        if (exists) {
            if (!force && !(interactive && confirmation.test(question(config)))) {
                return ExitCode.FORMAT_DENIED;
            }
            parent.clear();
        }
        parent.ensure();
        return ExitCode.OK;
    }

    private static String question(ElectorConfig config) {
        return "Znode " + config.paths().parent() + " exists. All services of the group and their controllers must be"
                + " stopped before it is deleted. Delete it, and make it anew?";
    }

    private boolean isFencingConfigured() {
        try {
            group.local().checkFencingConfigured();
            return true;
        } catch (BadFencingConfigurationException e) {
            LOG.error("service={} fencing is not configured: {}", group.local(), e.getMessage());
            return false;
        }
    }

    private ExitCode runController() throws IOException, InterruptedException {
        try (FailoverController controller = new FailoverController(configuration, group)) {
            controller.start();
            LOG.error("group={} failover controller ends: {}", group.name(), controller.awaitFailure());
            return ExitCode.FAILED;
        }
    }
}
