using Akka.Actor;

namespace OpenClaw.Gateway.RunCalls;

/// <summary>One call of a run, in the hands of its caller. Ask for one step at a time; dispose it in every case.</summary>
public sealed class RunCall : IAsyncDisposable
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    private readonly IActorRef _call;
    private bool _left;

    internal RunCall(IActorRef call) => _call = call;

    /// <summary>Waits for the next step.</summary>
    /// <param name="patience">After this long without news the step is <see cref="RunStep.Quiet"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="AskTimeoutException">The call is gone: it failed, or the gateway stops.</exception>
    public Task<RunStep> NextAsync(TimeSpan patience, CancellationToken cancellation) =>
        _call.Ask<RunStep>(new RunCallProtocol.Next(patience), patience + s_margin, cancellation);

    /// <summary>Gives up the call.</summary>
    /// <param name="abort">Whether the run, if it still goes, is to end.</param>
    public void Leave(bool abort)
    {
        if (!_left)
        {
            _left = true;
            _call.Tell(new RunCallProtocol.Leave(abort), ActorRefs.NoSender);
        }
    }

    /// <summary>Leaves; the run goes on.</summary>
    public ValueTask DisposeAsync()
    {
        Leave(abort: false);
        return ValueTask.CompletedTask;
    }
}
