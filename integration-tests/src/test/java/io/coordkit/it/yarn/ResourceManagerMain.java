package io.coordkit.it.yarn;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;

/** Runs in a process of its own: Hadoop's ResourceManager, whole except for its web pages. */
public final class ResourceManagerMain {

    private ResourceManagerMain() {}

    /** Arguments: its configuration, as XML. */
    public static void main(String[] arguments) throws Exception {
        var conf = new YarnConfiguration();
        conf.addResource(Path.of(arguments[0]).toUri().toURL());
        var manager = new ResourceManager() {
            @Override
            protected void startWepApp() {
                // Half of the time and of the class path would go into pages that nobody looks at.
            }
        };
        manager.init(conf);
        manager.start();
        new CountDownLatch(1).await();
    }
}
