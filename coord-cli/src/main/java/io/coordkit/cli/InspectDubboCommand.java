package io.coordkit.cli;

import io.coordkit.cli.inspect.DubboView;
import io.coordkit.cli.tree.TreeFailure;
import java.util.concurrent.Callable;
import org.apache.zookeeper.common.PathUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord inspect dubbo}: who provides and who consumes which service. */
@Command(
        name = "dubbo",
        description = {
            "Show what Dubbo keeps in ZooKeeper: services with their providers, consumers and rules, applications with their "
                    + "instances, and which application provides which interface. What cannot be read is listed with its path.",
            ""
        },
        footer = {"", "Example:", "  coord inspect dubbo --connect zk1:2181"})
final class InspectDubboCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private InspectOptions options;

    @Option(
            names = "--root",
            paramLabel = "PATH",
            defaultValue = "/dubbo",
            description = "The registry's znode, its group. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String root;

    @Option(
            names = "--applications",
            paramLabel = "PATH",
            defaultValue = "/services",
            description = "Where applications register, unless the registry has a group. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String applications;

    @Override
    public Integer call() throws TreeFailure, InterruptedException {
        validate(root);
        validate(applications);
        return options.show(tree -> DubboView.read(tree, root, applications));
    }

    private static void validate(String path) throws TreeFailure {
        if (path.equals("/")) {
            throw new TreeFailure("/ is no place of Dubbo's");
        }
        try {
            PathUtils.validatePath(path);
        } catch (IllegalArgumentException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
