using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Hands elements on in both directions until its switch is thrown.</summary>
internal sealed class UniqueBidiKillSwitchStage<T1, T2> : GraphStageWithMaterializedValue<BidiShape<T1, T1, T2, T2>, UniqueKillSwitch>
{
    public override BidiShape<T1, T1, T2, T2> Shape { get; } = new(
        new Inlet<T1>("KillSwitchBidi.in1"), new Outlet<T1>("KillSwitchBidi.out1"), new Inlet<T2>("KillSwitchBidi.in2"), new Outlet<T2>("KillSwitchBidi.out2"));

    public override ILogicAndMaterializedValue<UniqueKillSwitch> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var state = new KillState();
        return new LogicAndMaterializedValue<UniqueKillSwitch>(new Logic(Shape, state), new UniqueKillSwitch(state));
    }

    private sealed class Logic : GraphStageLogic
    {
        private readonly KillState _state;
        private Action<Exception?>? _listener;

        internal Logic(BidiShape<T1, T1, T2, T2> shape, KillState state) : base(shape)
        {
            _state = state;
            SetHandler(shape.Inlet1, () => Push(shape.Outlet1, Grab(shape.Inlet1)), () => Complete(shape.Outlet1), cause => Fail(shape.Outlet1, cause));
            SetHandler(shape.Inlet2, () => Push(shape.Outlet2, Grab(shape.Inlet2)), () => Complete(shape.Outlet2), cause => Fail(shape.Outlet2, cause));
            SetHandler(shape.Outlet1, () => Pull(shape.Inlet1), cause => Cancel(shape.Inlet1, cause));
            SetHandler(shape.Outlet2, () => Pull(shape.Inlet2), cause => Cancel(shape.Inlet2, cause));
        }

        public override void PreStart()
        {
            _listener = GetAsyncCallback<Exception?>(End);
            if (_state.IsEnded(_listener, out var cause)) End(cause);
        }

        public override void PostStop() => _state.Remove(_listener!);

        private void End(Exception? cause)
        {
            if (cause is null) CompleteStage();
            else FailStage(cause);
        }
    }
}
