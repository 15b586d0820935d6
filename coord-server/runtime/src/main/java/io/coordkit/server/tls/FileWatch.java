package io.coordkit.server.tls;

import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when files have changed, on a thread of its own. Their directories are watched, and then the files looked at, as they may
 * be links into a directory that is exchanged as a whole.
 */
final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final List<Path> files;
    private final Runnable changed;
    private final WatchService service;
    private final Thread thread;

    private FileWatch(List<Path> files, Runnable changed, WatchService service) {
        this.files = files;
        this.changed = changed;
        this.service = service;
        this.thread = new Thread(this::run, "coord-tls-files");
        thread.setDaemon(true);
    }

    /**
     * Begins to watch.
     *
     * @throws IOException when a directory cannot be watched
     */
    static FileWatch start(List<Path> files, Runnable changed) throws IOException {
        List<Path> absolute = files.stream().map(Path::toAbsolutePath).toList();
        WatchService service = FileSystems.getDefault().newWatchService();
        try {
            Set<Path> directories = new LinkedHashSet<>();
            absolute.forEach(file -> directories.add(file.getParent()));
            for (Path directory : directories) {
                directory.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        } catch (IOException e) {
            service.close();
            throw e;
        }
        FileWatch watch = new FileWatch(absolute, changed, service);
        watch.thread.start();
        return watch;
    }

    private void run() {
        List<String> seen = look();
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                List<String> now = look();
                if (!now.equals(seen)) {
                    seen = now;
                    changed.run();
                }
                if (!key.reset()) {
                    LOG.warn("certificates-not-watched directory={} reason=\"it is gone\"", key.watchable());
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.debug("file-watch-ended");
        }
    }

    /** What tells one state of the files from another. */
    private List<String> look() {
        List<String> states = new ArrayList<>();
        for (Path file : files) {
            try {
                BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
                states.add(state.lastModifiedTime() + " " + state.size() + " " + state.fileKey());
            } catch (IOException e) {
                states.add(Reason.of(e));
            }
        }
        return states;
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            LOG.debug("file-watch-not-closed", e);
        }
        thread.interrupt();
    }
}
