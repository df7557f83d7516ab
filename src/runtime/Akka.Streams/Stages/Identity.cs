using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Hands elements on.</summary>
internal sealed class Identity<T> : FlowStage<T, T>
{
    internal static readonly Identity<T> Instance = new();

    private Identity() { }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic();

    private sealed class Logic : FlowLogic<T, T>
    {
        public override void OnPush() => Push(Out, Grab(In));
    }
}
