package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pinwheel.image.RegistryHost;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Between a client and a real registry: passes HTTP on, and does to the answers what a fault says. */
public final class FaultProxy implements AutoCloseable {

    /** Small, so that what is written has nearly been read. */
    private static final int SEND_BUFFER = 64 * 1024;

    /** The first byte of a TLS client's first message. */
    private static final int TLS_HANDSHAKE = 22;

    private static final Set<String> PASSED_ON = Set.of("accept", "authorization", "range");

    /** What is done with an answer, on the connection to the client. */
    public interface Fault {
        void send(Exchange exchange) throws IOException;
    }

    /** A request, what the registry answered to it, and the connection to who waits for that. */
    public record Exchange(String method, String path, HttpResponse<byte[]> answer, Socket client) {

        /** The answer's head and body as they are. */
        void pass() throws IOException {
            write(head(answer.statusCode(), headers()), answer.body());
        }

        /** The registry's headers, by their names in lower case. */
        Map<String, String> headers() {
            var headers = new TreeMap<String, String>();
            answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return headers;
        }

        static byte[] head(int status, Map<String, String> headers) {
            var text = new StringBuilder("HTTP/1.1 " + status + " As it is\r\n");
            headers.forEach((name, value) -> {
                if (!name.startsWith(":") && !name.equals("transfer-encoding")) {
                    text.append(name).append(": ").append(value).append("\r\n");
                }
            });
            return text.append("\r\n").toString().getBytes(ISO_8859_1);
        }

        void write(byte[]... parts) throws IOException {
            for (var part : parts) {
                client.getOutputStream().write(part);
            }
            client.getOutputStream().flush();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final RegistryHost upstream;
    private final int port;
    private final List<Socket> waiting = new ArrayList<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger toStrip = new AtomicInteger();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Exchange::pass;
    private volatile ServerSocket server;
    private volatile Thread accepting;

    /** Starts it, before a registry that is asked without TLS. */
    public FaultProxy(RegistryHost upstream) throws IOException {
        this.upstream = upstream;
        this.server = listen(0, 50);
        this.port = server.getLocalPort();
        this.accepting = Thread.startVirtualThread(() -> accept(server));
    }

    public RegistryHost host() {
        return new RegistryHost("127.0.0.1:" + port);
    }

    /** From now on every answer meets this fault. */
    public void misbehave(Fault cause) {
        this.fault = cause;
    }

    public void behave() {
        misbehave(Exchange::pass);
    }

    /** The next so many tokens do not reach the registry, as if they had expired on the way. */
    public void stripTokens(int count) {
        toStrip.set(count);
    }

    /** The registry takes no token any more that it was shown so far. */
    public void expireTokens() {
        expired.addAll(shown);
    }

    /** What came through so far, as in {@code GET /v2/team/base/blobs/sha256:… bytes=7-}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private static ServerSocket listen(int port, int backlog) throws IOException {
        var listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
        return listening;
    }

    /** Nobody listens until it is opened. */
    public void shut() throws IOException {
        server.close();
        join(accepting);
        for (var client : clients) {
            client.close();
        }
        for (var socket : waiting) {
            socket.close();
        }
        waiting.clear();
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** It is there again. */
    public void open() throws IOException {
        shut();
        var opened = listen(port, 50);
        server = opened;
        accepting = Thread.startVirtualThread(() -> accept(opened));
    }

    /** Nobody takes a connection until it is opened, and as there is no room for another one to wait, they are dropped. */
    public void drop() throws IOException {
        shut();
        server = listen(port, 1);
        while (isLetIn(new Socket())) {
            // There was room.
        }
    }

    private boolean isLetIn(Socket next) throws IOException {
        waiting.add(next);
        try {
            next.connect(server.getLocalSocketAddress(), 300);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                client.setSendBufferSize(SEND_BUFFER);
                clients.add(client);
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            in.mark(1);
            var isTls = in.read() == TLS_HANDSHAKE;
            in.reset();
            if (isTls) {
                passOn(in, client);
            }
            for (var request = head(in); !request.isEmpty(); request = head(in)) {
                exchange(request, client);
            }
        } catch (IOException gone) {
            // The client or the fault has ended the connection, as it may.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    /** What is no HTTP is the registry's to answer. */
    private void passOn(InputStream in, Socket client) throws IOException {
        var address = upstream.name().split(":", -1);
        try (var registry = new Socket(InetAddress.getByName(address[0]), Integer.parseInt(address[1]))) {
            Thread.startVirtualThread(() -> {
                try {
                    in.transferTo(registry.getOutputStream());
                } catch (IOException gone) {
                    // Either side may end it.
                }
            });
            registry.getInputStream().transferTo(client.getOutputStream());
        }
        client.close();
    }

    private void exchange(List<String> head, Socket client) throws IOException, InterruptedException {
        var line = head.getFirst().split(" ", -1);
        var request = HttpRequest.newBuilder(URI.create("http://" + upstream + line[1]))
                .method(line[0], BodyPublishers.noBody());
        var range = "";
        for (var header : head.subList(1, head.size())) {
            var parts = header.split(":\\s*", 2);
            var name = parts[0].toLowerCase(Locale.ROOT);
            if (PASSED_ON.contains(name) && !(name.equals("authorization") && isStripped(parts[1]))) {
                request.header(parts[0], parts[1]);
            }
            range = parts[0].equalsIgnoreCase("range") ? " " + parts[1] : range;
        }
        asked.add(line[0] + " " + line[1] + range);
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        fault.send(new Exchange(line[0], line[1], answer, client));
    }

    private boolean isStripped(String token) {
        shown.add(token);
        return expired.contains(token) || toStrip.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** The lines of a request's head; none where the connection has ended. */
    private static List<String> head(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            var text = line.toString().strip();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
            line.setLength(0);
        }
        return List.of();
    }

    @Override
    public void close() throws IOException {
        shut();
        http.close();
    }
}
