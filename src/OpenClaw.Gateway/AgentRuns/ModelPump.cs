using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Reads a model's stream on a pool thread and tells the run's actor that there is something to take: one message, however many tokens came.</summary>
/// <remarks>
/// What was read and not yet taken is bounded by the provider's limit on an answer. After <see cref="Cancel"/> the actor hears nothing more, even if
/// the provider never notices.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer and no wait handle; its reader may outlive the actor.")]
internal sealed class ModelPump
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly IActorRef _run;
    private readonly int _attempt;
    private List<ModelEvent> _read = [];
    private bool _told;
    private bool _cancelled;

    public ModelPump(IActorRef run, int attempt)
    {
        _run = run;
        _attempt = attempt;
    }

    /// <summary>Begins to read.</summary>
    public void Start(IModelProvider provider, ModelRequest request) => _ = ReadAsync(provider, request);

    /// <summary>Swaps what was read for an empty list.</summary>
    public List<ModelEvent> Take(List<ModelEvent> empty)
    {
        lock (_gate)
        {
            _told = false;
            (empty, _read) = (_read, empty);
            return empty;
        }
    }

    /// <summary>Stops reading. Returns at once: a provider that is slow to stop must not hold the run.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _cancelled = true;
        }

        _ = _cancel.CancelAsync();
    }

    private async Task ReadAsync(IModelProvider provider, ModelRequest request)
    {
        // The first call of a provider loads its package, and some do work before their first await: not on the actor's thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await foreach (var next in provider.StreamAsync(request, _cancel.Token).ConfigureAwait(false))
            {
                Add(next);
            }

            Tell(new Ended(_attempt, null));
        }
        catch (ModelException failure)
        {
            Tell(new Ended(_attempt, failure));
        }
        catch (Exception bug)
        {
            Tell(new Ended(_attempt, new ModelException(
                ModelErrorKind.InvalidResponse, $"{provider.Id}: failed unexpectedly ({bug.GetType().Name}).", innerException: bug)));
        }
    }

    private void Add(ModelEvent next)
    {
        lock (_gate)
        {
            if (_cancelled)
            {
                return;
            }

            _read.Add(next);
            if (_told)
            {
                return;
            }

            _told = true;
        }

        _run.Tell(new Arrived(_attempt), ActorRefs.NoSender);
    }

    private void Tell(Ended ended)
    {
        lock (_gate)
        {
            if (_cancelled)
            {
                return;
            }
        }

        _run.Tell(ended, ActorRefs.NoSender);
    }

    /// <summary>There is something to take.</summary>
    internal sealed record Arrived(int Attempt);

    /// <summary>The stream ended, well or with a failure; what was read before is still to be taken.</summary>
    internal sealed record Ended(int Attempt, ModelException? Failure);
}
