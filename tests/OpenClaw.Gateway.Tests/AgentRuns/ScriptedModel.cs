using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Tests.AgentRuns;

/// <summary>A provider that does what the test says, call by call.</summary>
internal sealed class ScriptedModel : IModelProvider
{
    private readonly Channel<ModelCall> _calls = Channel.CreateUnbounded<ModelCall>();

    public ScriptedModel(string id) => Id = id;

    public string Id { get; }

    public string Api => "scripted";

    /// <summary>The next call that a run makes.</summary>
    public async Task<ModelCall> NextCallAsync() => await _calls.Reader.ReadAsync(RunsFixture.Deadline);

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = new ModelCall(request);

        // Never disposed: a reader that is cancelled first would take the registration with it before it is called.
        _ = cancellationToken.Register(call.MarkCancelled);
        _calls.Writer.TryWrite(call);
        await foreach (var next in call.Events.ReadAllAsync(call.IgnoresCancellation ? CancellationToken.None : cancellationToken))
        {
            yield return next;
        }
    }
}

/// <summary>One call of a scripted model.</summary>
internal sealed class ModelCall(ModelRequest request)
{
    private readonly Channel<ModelEvent> _events = Channel.CreateUnbounded<ModelEvent>();
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ModelRequest Request { get; } = request;

    public ChannelReader<ModelEvent> Events => _events.Reader;

    /// <summary>A provider that never notices.</summary>
    public bool IgnoresCancellation { get; init; }

    public Task Cancelled => _cancelled.Task;

    public void MarkCancelled() => _cancelled.TrySetResult();

    public ModelCall Say(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            _events.Writer.TryWrite(new ModelEvent.TextDelta(piece));
        }

        return this;
    }

    public ModelCall Think(string text)
    {
        _events.Writer.TryWrite(new ModelEvent.ThinkingDelta(text));
        return this;
    }

    public ModelCall Draw(MessageContent.Image picture)
    {
        _events.Writer.TryWrite(new ModelEvent.Picture(picture));
        return this;
    }

    public ModelCall Ask(params (string Id, string Tool, string Arguments)[] calls)
    {
        foreach (var (id, tool, arguments) in calls)
        {
            _events.Writer.TryWrite(new ModelEvent.ToolCall(new MessageContent.ToolCall(id, tool, arguments)));
        }

        return this;
    }

    public void Complete(ModelUsage? usage = null, StopReason reason = StopReason.Stop)
    {
        if (usage is not null)
        {
            _events.Writer.TryWrite(new ModelEvent.Usage(usage));
        }

        _events.Writer.TryWrite(new ModelEvent.Completed(reason, "response-1"));
        _events.Writer.TryComplete();
    }

    public void Fail(ModelException failure) => _events.Writer.TryComplete(failure);
}

/// <summary>A catalogue of scripted models.</summary>
internal sealed class ScriptedCatalog : IModelCatalog
{
    private readonly ConcurrentDictionary<string, ScriptedModel> _providers = new();

    public ImmutableArray<ModelDescriptor> Models { get; } =
    [
        new(new ModelRef("first", "large"), "Large", 100_000, 1000, false, ["text", "image"], true) { Price = new ModelPrice(2, 10, 0, 0) },
        new(new ModelRef("second", "small"), "Small", 50_000, null, true, ["text"], true),
    ];

    public ScriptedModel this[string provider] => _providers.GetOrAdd(provider, static id => new ScriptedModel(id));

    public ModelDescriptor? Find(ModelRef model) => Models.FirstOrDefault(listed => listed.Ref == model);

    public bool TryGetProvider(ModelRef model, [NotNullWhen(true)] out IModelProvider? provider, [NotNullWhen(false)] out string? error)
    {
        provider = model.Provider is "first" or "second" ? this[model.Provider] : null;
        error = provider is null ? $"no provider {model.Provider}" : null;
        return provider is not null;
    }
}
