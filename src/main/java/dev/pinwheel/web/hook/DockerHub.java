package dev.pinwheel.web.hook;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;

/**
 * Docker Hub's webhooks.
 *
 * @see <a href="https://docs.docker.com/docker-hub/repos/manage/webhooks/">Docker Hub: webhooks</a>
 */
public record DockerHub() implements Sender {

    @Override
    public Message read(Delivery delivery) {
        var body = delivery.json();
        var repository = new Repository(RegistryHost.DOCKER_HUB, body.need("repository", "repo_name"));
        return Message.of(Notice.of(delivery.digest(), Moves.of(repository, body.text("push_data", "tag"))));
    }
}
