package dev.pinwheel.journal.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Between us and a real server: passes bytes on, or keeps them and every new connection as a server that hangs does. */
public final class HangingProxy implements AutoCloseable {

    private static final int CHUNK = 8_192;

    private final int upstream;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean hangs;

    /** Before the server on this port of this machine. */
    public HangingProxy(int upstream) throws IOException {
        this.upstream = upstream;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    /** The same address, through this. */
    public static HangingProxy before(String address) throws IOException {
        return new HangingProxy(PostgresqlAddress.parse(address).port());
    }

    /** An address of the server as it is reached through this. */
    public String through(String address) {
        return address.replace(":" + upstream + "/", ":" + server.getLocalPort() + "/");
    }

    /** Keeps everything from now on, or passes it on again. */
    public void hang(boolean now) {
        lock.lock();
        try {
            hangs = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitPassing() {
        lock.lock();
        try {
            while (hangs) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                sockets.add(client);
                Thread.startVirtualThread(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        awaitPassing();
        try {
            var target = new Socket(InetAddress.getLoopbackAddress(), upstream);
            sockets.add(target);
            Thread.startVirtualThread(() -> pass(client, target));
            Thread.startVirtualThread(() -> pass(target, client));
        } catch (IOException e) {
            end(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            var chunk = new byte[CHUNK];
            for (var read = from.getInputStream().read(chunk);
                    read >= 0;
                    read = from.getInputStream().read(chunk)) {
                awaitPassing();
                to.getOutputStream().write(chunk, 0, read);
                to.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // Either side may end it.
        }
        end(from);
        end(to);
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hang(false);
        server.close();
        Set.copyOf(sockets).forEach(this::end);
    }
}
