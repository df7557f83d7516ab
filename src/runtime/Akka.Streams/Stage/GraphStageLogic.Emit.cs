namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    private static readonly Action DoNothing = static () => { };

    /// <summary>Pushes an element now or with the next pull; earlier emissions go first. Meanwhile the outlet's own handler rests.</summary>
    protected internal void Emit<T>(Outlet<T> outlet, T element) => Emit(outlet, element, DoNothing);

    /// <summary>As <see cref="Emit{T}(Outlet{T}, T)"/>, and runs <paramref name="andThen"/> once the element is pushed.</summary>
    protected internal void Emit<T>(Outlet<T> outlet, T element, Action andThen)
    {
        if (EmittingOf(outlet) is null && IsAvailable(outlet))
        {
            Push(outlet, element);
            andThen();
        }
        else
        {
            AddEmitting(outlet, new EmittingSingle<T>(this, outlet, element, andThen));
        }
    }

    /// <summary>Emits elements one by one, each with its own pull.</summary>
    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements) => EmitMultiple(outlet, elements, DoNothing);

    /// <summary>Emits elements one by one and runs <paramref name="andThen"/> after the last.</summary>
    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements, Action andThen) =>
        EmitMultiple(outlet, elements.GetEnumerator(), andThen);

    /// <summary>Emits what is left of an enumerator.</summary>
    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator) => EmitMultiple(outlet, enumerator, DoNothing);

    /// <summary>Emits what is left of an enumerator and runs <paramref name="andThen"/> after the last.</summary>
    protected internal void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator, Action andThen)
    {
        if (!enumerator.MoveNext())
        {
            andThen();
            return;
        }

        var first = enumerator.Current;
        if (EmittingOf(outlet) is not null || !IsAvailable(outlet))
        {
            AddEmitting(outlet, new EmittingMany<T>(this, outlet, first, enumerator, andThen));
            return;
        }

        Push(outlet, first);
        if (enumerator.MoveNext()) AddEmitting(outlet, new EmittingMany<T>(this, outlet, enumerator.Current, enumerator, andThen));
        else andThen();
    }

    /// <summary>Drops what is still to be emitted and gives the outlet back to its handler.</summary>
    protected void AbortEmitting<T>(Outlet<T> outlet)
    {
        if (EmittingOf(outlet) is { } emitting) SetHandler(outlet, emitting.Previous);
    }

    private Emitting? EmittingOf(Outlet outlet) => Out(outlet).OutHandler as Emitting;

    private void AddEmitting(Outlet outlet, Emitting next)
    {
        if (EmittingOf(outlet) is { } emitting) emitting.AddLast(next);
        else
        {
            next.Previous = Out(outlet).OutHandler;
            SetHandler(outlet, next);
        }
    }

    /// <summary>Stands in for the outlet's handler while there is something to emit.</summary>
    private abstract class Emitting(GraphStageLogic logic) : IOutHandler
    {
        private Emitting? _next;

        internal IOutHandler Previous { get; set; } = null!;

        protected GraphStageLogic Logic { get; } = logic;

        public abstract void OnPull();

        public virtual void OnDownstreamFinish(Exception cause) => Previous.OnDownstreamFinish(cause);

        internal void AddLast(Emitting next)
        {
            var last = this;
            while (last._next is { } following) last = following;
            last._next = next;
        }

        internal abstract void AddCompletion();

        /// <summary>This emission is done: the next one, or the handler itself, takes over.</summary>
        protected void FollowUp(Outlet outlet, Action andThen)
        {
            Logic.SetHandler(outlet, Previous);
            andThen();
            if (_next is not { } next) return;

            // What andThen emitted comes after what was waiting.
            if (Logic.EmittingOf(outlet) is { } added)
            {
                next.AddLast(added);
                next.Previous = added.Previous;
            }
            else
            {
                next.Previous = Logic.Out(outlet).OutHandler;
            }

            if (next is ICompletion completion)
            {
                if (next._next is not { } emission)
                {
                    completion.Complete();
                    return;
                }

                // What was emitted after the outlet was completed goes out before it completes.
                emission.Previous = next.Previous;
                next._next = null;
                emission.AddLast(next);
                next = emission;
            }

            Logic.SetHandler(outlet, next);
        }
    }

    private interface ICompletion
    {
        void Complete();
    }

    private sealed class EmittingSingle<T>(GraphStageLogic logic, Outlet<T> outlet, T element, Action andThen) : Emitting(logic)
    {
        public override void OnPull()
        {
            Logic.Push(outlet, element);
            FollowUp(outlet, andThen);
        }

        internal override void AddCompletion() => AddLast(new EmittingCompletion<T>(Logic, outlet));
    }

    private sealed class EmittingMany<T>(GraphStageLogic logic, Outlet<T> outlet, T first, IEnumerator<T> rest, Action andThen) : Emitting(logic)
    {
        private T _element = first;

        public override void OnPull()
        {
            Logic.Push(outlet, _element);
            if (rest.MoveNext()) _element = rest.Current;
            else FollowUp(outlet, andThen);
        }

        internal override void AddCompletion() => AddLast(new EmittingCompletion<T>(Logic, outlet));
    }

    private sealed class EmittingCompletion<T>(GraphStageLogic logic, Outlet<T> outlet) : Emitting(logic), ICompletion
    {
        public void Complete() => Logic.Interpreter.Complete(Logic.Out(outlet));

        public override void OnPull() => Complete();

        internal override void AddCompletion() { }
    }
}
