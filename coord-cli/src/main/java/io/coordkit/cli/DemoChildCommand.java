package io.coordkit.cli;

import io.coordkit.cli.demo.children.ChildMain;
import io.coordkit.cli.demo.children.ChildProcesses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coord demo-child CLASS ARGS…}: what a demo's child process runs. Hidden, as no user calls it. */
@Command(
        name = ChildProcesses.SUBCOMMAND,
        hidden = true,
        description = "Play one role of a demo; started by the demo itself.")
final class DemoChildCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "CLASS", description = "The role to play.")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private String roleClass;

    @Parameters(index = "1..*", paramLabel = "ARGS", description = "The role's own arguments.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        ChildMain.play(roleClass, arguments);
        return 0;
    }
}
