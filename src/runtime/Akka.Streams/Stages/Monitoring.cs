using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Says, to whoever asks from outside, what the last signal was.</summary>
internal sealed class MonitorLogic<T> : FlowLogic<T, T>, IFlowMonitor
{
    private volatile FlowMonitor.IStreamState _state = FlowMonitor.Initialized.Instance;

    public FlowMonitor.IStreamState State => _state;

    public override void OnPush()
    {
        var element = Grab(In);
        _state = new FlowMonitor.Received<T>(element);
        Push(Out, element);
    }

    public override void OnUpstreamFinish()
    {
        _state = FlowMonitor.Finished.Instance;
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _state = new FlowMonitor.Failed(e);
        FailStage(e);
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        _state = FlowMonitor.Finished.Instance;
        CancelStage(cause);
    }
}

/// <summary>The stage of <see cref="MonitorLogic{T}"/>.</summary>
internal sealed class MonitorStage<T> : FlowStage<T, T, IFlowMonitor>
{
    public override ILogicAndMaterializedValue<IFlowMonitor> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new MonitorLogic<T>();
        return new LogicAndMaterializedValue<IFlowMonitor>(logic, logic);
    }
}
