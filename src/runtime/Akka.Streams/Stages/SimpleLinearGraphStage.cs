using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Stages that need no code of their own.</summary>
public static class GraphStages
{
    /// <summary>Hands elements on.</summary>
    public static SimpleLinearGraphStage<T> Identity<T>() => new IdentityStage<T>();

    private sealed class IdentityStage<T>() : SimpleLinearGraphStage<T>("identity")
    {
        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

        private sealed class Logic : InAndOutGraphStageLogic
        {
            private readonly IdentityStage<T> _stage;

            internal Logic(IdentityStage<T> stage) : base(stage.Shape)
            {
                _stage = stage;
                SetHandlers(stage.Inlet, stage.Outlet, this);
            }

            public override void OnPush() => Push(_stage.Outlet, Grab(_stage.Inlet));

            public override void OnPull() => Pull(_stage.Inlet);
        }
    }
}

/// <summary>A stage of one inlet and one outlet of the same type.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1051", Justification = "The fields are part of the API that this stands for.")]
public abstract class SimpleLinearGraphStage<T> : GraphStage<FlowShape<T, T>>
{
    /// <summary>The inlet.</summary>
    public readonly Inlet<T> Inlet;

    /// <summary>The outlet.</summary>
    public readonly Outlet<T> Outlet;

    /// <summary>Makes the ports.</summary>
    protected SimpleLinearGraphStage(string? name = null)
    {
        name ??= GetType().Name;
        Inlet = new Inlet<T>(name + ".in");
        Outlet = new Outlet<T>(name + ".out");
        Shape = new FlowShape<T, T>(Inlet, Outlet);
    }

    /// <inheritdoc/>
    public override FlowShape<T, T> Shape { get; }
}
