using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Hands elements on; its value is a task that ends with the stream.</summary>
internal sealed class TerminationStage<T> : FlowStage<T, T, Task<Done>>
{
    public override ILogicAndMaterializedValue<Task<Done>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new TerminationLogic<T>();
        return new LogicAndMaterializedValue<Task<Done>>(logic, logic.End);
    }
}
