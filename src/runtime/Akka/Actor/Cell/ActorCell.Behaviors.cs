namespace Akka.Actor;

public partial class ActorCell
{
    private Receive? _behavior;            // null = the actor's own Receive
    private Stack<Receive?>? _behaviors;   // below the current one

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _behavior = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        (_behaviors ??= new Stack<Receive?>()).Push(_behavior);
        _behavior = receive;
    }

    /// <summary>Back to the behaviour below; the lowest is the actor's own, which <see cref="Become(Receive)"/> covers but never replaces.</summary>
    public void UnbecomeStacked() => _behavior = _behaviors is { Count: > 0 } ? _behaviors.Pop() : null;

    public void Become(UntypedReceive receive) => Become(Handled(receive));
    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handled(receive));

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };
}
