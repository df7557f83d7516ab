using Akka.Streams.Implementation.Stages;

namespace Akka.Streams;

/// <summary>Ends a stream from outside.</summary>
public interface IKillSwitch
{
    /// <summary>Completes downstream and cancels upstream; later calls do nothing.</summary>
    void Shutdown();

    /// <summary>Fails downstream and cancels upstream; later calls do nothing.</summary>
    void Abort(Exception cause);
}

/// <summary>Makes kill switches.</summary>
public static class KillSwitches
{
    /// <summary>A flow whose value ends it.</summary>
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() => new UniqueKillSwitchStage<T>();

    /// <summary>A layer whose value ends both of its directions.</summary>
    public static IGraph<BidiShape<T1, T1, T2, T2>, UniqueKillSwitch> SingleBidi<T1, T2>() =>
        // One state behind both directions: the value of either ends both.
        new UniqueBidiKillSwitchStage<T1, T2>();

    /// <summary>A switch for any number of flows.</summary>
    public static SharedKillSwitch Shared(string name) => new(name);

    /// <summary>A flow that ends when the token is cancelled.</summary>
    /// <param name="cancellationToken">The token.</param>
    /// <param name="cancelGracefully">Completes, instead of failing with <see cref="OperationCanceledException"/>.</param>
    public static IGraph<FlowShape<T, T>, NotUsed> AsFlow<T>(this CancellationToken cancellationToken, bool cancelGracefully = false) =>
        new FlowStageOf<T, T>("CancellationTokenFlow", _ => new CancellationLogic<T>(cancelGracefully, cancellationToken));
}

/// <summary>Ends the one stream that it is the value of.</summary>
public sealed class UniqueKillSwitch : IKillSwitch
{
    private readonly KillState _state;

    internal UniqueKillSwitch(KillState state) => _state = state;

    /// <inheritdoc/>
    public void Shutdown() => _state.End(null);

    /// <inheritdoc/>
    public void Abort(Exception cause) => _state.End(cause);
}

/// <summary>Ends all streams that its flows are part of, those of the future too.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    private readonly KillState _state = new();

    internal SharedKillSwitch(string name) => Name = name;

    /// <summary>For diagnostics.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public void Shutdown() => _state.End(null);

    /// <inheritdoc/>
    public void Abort(Exception cause) => _state.End(cause);

    /// <summary>A flow that ends with this switch.</summary>
    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() => new SharedKillSwitchStage<T>(this, _state);

    /// <inheritdoc/>
    public override string ToString() => $"KillSwitch({Name})";
}
