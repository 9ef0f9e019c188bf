package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pinwheel.Launch;
import dev.pinwheel.image.Reference;
import dev.pinwheel.web.hook.Hmac;
import dev.pinwheel.web.hook.LookFile;
import dev.pinwheel.web.hook.SharedSecret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pinwheel look IMAGE}: asks the service that runs here to look at a tag in two seconds. */
@Command(
        name = "look",
        description =
                "Asks the service that runs on this machine to look at a tag in two seconds, and not when it is due.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the service has noted it in the ledger, and looks",
            "1:no source pins the tag, or the service does not answer",
            "2:the command was not understood"
        })
final class LookCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int NOTED = 202;
    private static final int NOTHING_TO_NOTE = 200;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(
            paramLabel = "IMAGE",
            description = "The image and its tag, as python:3.11; without a tag all of its tags that are pinned.")
    private @Nullable String image;

    @Option(names = "--json", description = "Prints the service's answer as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var reference = reference();
        var answer = ask(data.look(), reference);
        if (json) {
            spec.commandLine().getOut().println(answer.body());
        } else {
            tell(reference, answer);
        }
        return answer.statusCode() == NOTED ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private Reference reference() {
        try {
            var reference = Reference.parse(String.valueOf(image));
            if (reference.digest().isPresent()) {
                throw new IllegalArgumentException("a digest never moves; name the tag alone");
            }
            return reference;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "IMAGE: " + e.getMessage(), e);
        }
    }

    private static HttpResponse<String> ask(LookFile file, Reference reference)
            throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("id", UUID.randomUUID().toString())
                .put("at", Launch.clock().instant().toString())
                .put("image", reference.toString())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(file.address().resolve("/hooks/look"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Signature", "sha256=" + new SharedSecret(file.key()).sign(Hmac.SHA256, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "tried to reach the service at " + file.address() + " but it does not answer (" + e
                            + "); is `pinwheel serve` running? `pinwheel run` looks at everything without it",
                    e);
        }
    }

    private void tell(Reference reference, HttpResponse<String> answer) throws IOException {
        var body = new ObjectMapper().readTree(answer.body());
        switch (answer.statusCode()) {
            case NOTED -> spec.commandLine().getOut().println(reference + " is looked at in two seconds");
            case NOTHING_TO_NOTE ->
                spec.commandLine()
                        .getErr()
                        .println(reference + " is not looked at: "
                                + Sentences.printable(body.path("left").path(0).asText("no source pins it")));
            default ->
                spec.commandLine()
                        .getErr()
                        .println("the service answered " + answer.statusCode() + ": "
                                + Sentences.printable(body.path("error").asText("no reason")));
        }
    }
}
