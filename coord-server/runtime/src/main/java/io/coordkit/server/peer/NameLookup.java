package io.coordkit.server.peer;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds the addresses of names, anew each time, since servers move (ZOOKEEPER-4708); on threads of its own, since a name
 * service may take as long as it likes. Thread-safe.
 */
final class NameLookup implements AutoCloseable {
    private static final int THREADS_MAX = 4;
    private static final long IDLE_SECONDS = 10;

    private final NameService service;
    private final ThreadPoolExecutor threads;

    /** Who knows the names. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    NameLookup(NameService service) {
        this.service = service;
        this.threads = new ThreadPoolExecutor(
                THREADS_MAX,
                THREADS_MAX,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("coord-names", true));
        threads.allowCoreThreadTimeOut(true);
    }

    /** @param turn which one to take if there are several; the next one the next time */
    Future<InetSocketAddress> find(Target target, int turn, EventLoop loop) {
        byte[] numbers = NetUtil.createByteArrayFromIpAddressString(target.host());
        if (numbers != null) {
            return loop.newSucceededFuture(address(numbers, target.port()));
        }
        Promise<InetSocketAddress> found = loop.newPromise();
        try {
            threads.execute(() -> look(target, turn, found));
        } catch (RejectedExecutionException closed) {
            found.setFailure(closed);
        }
        return found;
    }

    private void look(Target target, int turn, Promise<InetSocketAddress> found) {
        try {
            InetAddress[] addresses = service.addressesOf(target.host());
            found.setSuccess(new InetSocketAddress(addresses[Math.floorMod(turn, addresses.length)], target.port()));
        } catch (UnknownHostException | RuntimeException e) {
            found.setFailure(e);
        }
    }

    private static InetSocketAddress address(byte[] numbers, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(numbers), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("neither four bytes nor sixteen", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
