using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Fails when no element passes in either direction for too long.</summary>
internal sealed class IdleTimeoutBidi<T1, T2>(TimeSpan timeout) : GraphStage<BidiShape<T1, T1, T2, T2>>
{
    public override BidiShape<T1, T1, T2, T2> Shape { get; } = new(
        new Inlet<T1>("IdleTimeoutBidi.in1"), new Outlet<T1>("IdleTimeoutBidi.out1"), new Inlet<T2>("IdleTimeoutBidi.in2"), new Outlet<T2>("IdleTimeoutBidi.out2"));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, timeout);

    private sealed class Logic : TimerGraphStageLogic
    {
        private readonly TimeSpan _timeout;
        private TimeSpan _last;

        internal Logic(BidiShape<T1, T1, T2, T2> shape, TimeSpan timeout) : base(shape)
        {
            _timeout = timeout;
            Link(shape.Inlet1, shape.Outlet1);
            Link(shape.Inlet2, shape.Outlet2);
        }

        private TimeSpan Clock => Interpreter.Materializer.System.Scheduler.MonotonicClock;

        public override void PreStart()
        {
            _last = Clock;
            ScheduleOnce(this, _timeout);
        }

        protected internal override void OnTimer(object timerKey)
        {
            // One timer for many elements: it is set anew for what is left.
            var left = _last + _timeout - Clock;
            if (left > TimeSpan.Zero) ScheduleOnce(this, left);
            else FailStage(new TimeoutException($"No elements passed in the last {_timeout}."));
        }

        private void Link<T>(Inlet<T> inlet, Outlet<T> outlet)
        {
            SetHandler(inlet, () =>
            {
                _last = Clock;
                Push(outlet, Grab(inlet));
            }, () => Complete(outlet));
            SetHandler(outlet, () => Pull(inlet), cause => Cancel(inlet, cause));
        }
    }
}
