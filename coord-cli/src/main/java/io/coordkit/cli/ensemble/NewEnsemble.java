package io.coordkit.cli.ensemble;

import io.coordkit.cli.system.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The first start of an ensemble, in a directory that is empty or not there. */
final class NewEnsemble {

    private final Home home;
    private final Control control;

    NewEnsemble(Home home, Control control) {
        this.home = home;
        this.control = control;
    }

    EnsembleStatus start(Layout wanted) throws EnsembleFailure, IOException, InterruptedException {
        if (!home.hasRoomForSocket()) {
            throw new EnsembleFailure("the path " + home.directory() + " is too long for a socket in it");
        }
        boolean made = makeDirectory();
        boolean started = false;
        try {
            Layout layout = LayoutPorts.check(wanted);
            new ConfigurationFiles(home, layout).write();
            home.save(layout);
            EnsembleStatus status = new Launch(home, layout, control).start();
            started = true;
            return status;
        } finally {
            if (!started) {
                cleanUp(made);
            }
        }
    }

    /** Nobody else needs to look into it. */
    private boolean makeDirectory() throws EnsembleFailure, IOException {
        Path directory = home.directory();
        if (!Files.exists(directory)) {
            Files.createDirectories(directory.getParent());
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return true;
        }
        if (!Files.isDirectory(directory) || !list(directory).isEmpty()) {
            throw new EnsembleFailure(directory + " is neither an empty directory nor that of an ensemble");
        }
        return false;
    }

    private void cleanUp(boolean made) throws IOException {
        for (Path entry : list(home.directory())) {
            DirectoryTree.delete(entry);
        }
        if (made) {
            Files.delete(home.directory());
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
