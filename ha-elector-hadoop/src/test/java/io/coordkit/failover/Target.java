package io.coordkit.failover;

import java.net.InetSocketAddress;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.BadFencingConfigurationException;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.ha.NodeFencer;

/** Where a service and its controller are, and how it is fenced: by what the key {@value #FENCING} says, as in HDFS. */
final class Target extends HAServiceTarget {
    static final String FENCING = "test.fencing.methods";

    private final String name;
    private final Configuration conf;
    private final InetSocketAddress address;
    private final InetSocketAddress controller;

    Target(String name, Configuration conf, InetSocketAddress address, InetSocketAddress controller) {
        this.name = name;
        this.conf = conf;
        this.address = address;
        this.controller = controller;
    }

    @Override
    public InetSocketAddress getAddress() {
        return address;
    }

    @Override
    public InetSocketAddress getZKFCAddress() {
        return controller;
    }

    @Override
    public NodeFencer getFencer() {
        try {
            return NodeFencer.create(conf, FENCING);
        } catch (BadFencingConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void checkFencingConfigured() throws BadFencingConfigurationException {
        if (NodeFencer.create(conf, FENCING) == null) {
            throw new BadFencingConfigurationException("no " + FENCING);
        }
    }

    @Override
    public boolean isAutoFailoverEnabled() {
        return conf.getBoolean("test.automatic-failover", true);
    }

    @Override
    public String toString() {
        return name;
    }
}
