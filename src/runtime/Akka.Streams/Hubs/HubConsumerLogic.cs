namespace Akka.Streams.Implementation.Stages;

/// <summary>A hub as the graphs of its consumers see it. Called from any of their threads.</summary>
internal interface IConsumerHub<T>
{
    /// <summary>A consumer has come.</summary>
    void Join(HubConsumerLogic<T> consumer);

    /// <summary>A consumer wants one element.</summary>
    void Request(HubConsumerLogic<T> consumer);

    /// <summary>A consumer has gone.</summary>
    void Leave(HubConsumerLogic<T> consumer);
}

/// <summary>A consumer's side of a hub: asks for one element at a time.</summary>
internal sealed class HubConsumerLogic<T>(IConsumerHub<T> hub) : SourceLogic<T>
{
    public override void PreStart() => hub.Join(this);

    public override void OnPull() => hub.Request(this);

    public override void PostStop() => hub.Leave(this);

    internal void Deliver(T element) => Post(OnElement, element);

    internal void Complete(Exception? failure) => Post(OnEnd, failure);

    private void OnElement(T element)
    {
        if (IsAvailable(Out)) Push(Out, element);
    }

    private void OnEnd(Exception? failure)
    {
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }
}
