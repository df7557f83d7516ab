namespace OpenClaw.Domain.AgentRuns;

/// <summary>The port to models: one provider, however it is reached.</summary>
public interface IModelProvider
{
    /// <summary>Key of <c>models.providers</c>, or <c>echo</c>.</summary>
    string Id { get; }

    /// <summary>The wire dialect as <c>openclaw.json</c> names it (<c>openai-completions</c>, <c>anthropic-messages</c>, ...); stands in transcripts.</summary>
    string Api { get; }

    /// <summary>Calls the model and streams what it says, oldest first. Nothing is sent before the first read.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">Ends the call at once; the stream then throws <see cref="ModelErrorKind.Cancelled"/>.</param>
    /// <exception cref="ModelException">Every failure, while reading. Nothing else is thrown.</exception>
    IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancellationToken);
}
