using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    /// <summary>
    /// An inlet made while the stage runs: <see cref="Sink"/> is run in a graph of its own, and what arrives there is handled here.
    /// </summary>
    protected internal class SubSinkInlet<T>
    {
        private readonly GraphStageLogic _logic;
        private readonly SubSinkStage<T> _stage;
        private readonly string _name;
        private IInHandler? _handler;
        private T _element = default!;
        private bool _hasElement;
        private bool _pulled;
        private bool _closed;

        /// <summary>A new inlet of <paramref name="logic"/>.</summary>
        public SubSinkInlet(GraphStageLogic logic, string name)
        {
            _logic = logic;
            _name = name;
            _stage = new SubSinkStage<T>(logic, OnEvent);
            Sink = _stage;
        }

        /// <summary>The sink to run, once.</summary>
        public IGraph<SinkShape<T>, NotUsed> Sink { get; }

        /// <summary>Whether an element is there to be grabbed.</summary>
        public bool IsAvailable => _hasElement;

        /// <summary>Whether the inlet is closed.</summary>
        public bool IsClosed => _closed;

        /// <summary>Whether it was pulled and no element has come since.</summary>
        public bool HasBeenPulled => _pulled && !_closed;

        /// <summary>Assigns what the inlet calls.</summary>
        public void SetHandler(IInHandler handler) => _handler = handler;

        /// <summary>Takes the element.</summary>
        /// <exception cref="Pattern.IllegalStateException">There is none.</exception>
        public T Grab()
        {
            if (!_hasElement) throw new Pattern.IllegalStateException($"cannot grab element from port ({this}) when data have not yet arrived");
            _hasElement = false;
            var element = _element;
            _element = default!;
            return element;
        }

        /// <summary>Asks for the next element.</summary>
        /// <exception cref="Pattern.IllegalStateException">It was pulled already, or is closed.</exception>
        public void Pull()
        {
            if (_pulled) throw new Pattern.IllegalStateException($"cannot pull port ({this}) twice");
            if (_closed) throw new Pattern.IllegalStateException($"cannot pull closed port ({this})");
            _pulled = true;
            _stage.Pull();
        }

        /// <summary>Cancels the sub-stream.</summary>
        public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        /// <summary>Cancels the sub-stream and says why.</summary>
        public void Cancel(Exception cause)
        {
            if (_closed) return;
            _closed = true;
            _stage.Cancel(cause);
        }

        /// <inheritdoc/>
        public override string ToString() => _name;

        private void OnEvent(SubSinkEvent<T> received)
        {
            if (_closed) return;
            switch (received.Kind)
            {
                case SubEventKind.Element:
                    _element = received.Element;
                    _hasElement = true;
                    _pulled = false;
                    _handler!.OnPush();
                    break;
                case SubEventKind.Complete:
                    _closed = true;
                    _handler!.OnUpstreamFinish();
                    break;
                default:
                    _closed = true;
                    _handler!.OnUpstreamFailure(received.Cause!);
                    break;
            }
        }
    }

    /// <summary>
    /// An outlet made while the stage runs: <see cref="Source"/> is run in a graph of its own and gets what is pushed here.
    /// </summary>
    protected internal class SubSourceOutlet<T>
    {
        private readonly SubSourceStage<T> _stage;
        private readonly string _name;
        private IOutHandler? _handler;
        private bool _available;
        private bool _closed;

        /// <summary>A new outlet of <paramref name="logic"/>.</summary>
        public SubSourceOutlet(GraphStageLogic logic, string name)
        {
            _name = name;
            _stage = new SubSourceStage<T>(logic, OnEvent);
            Source = _stage;
        }

        /// <summary>The source to run, once.</summary>
        public IGraph<SourceShape<T>, NotUsed> Source { get; }

        /// <summary>Whether an element may be pushed.</summary>
        public bool IsAvailable => _available && !_closed;

        /// <summary>Whether the outlet is closed.</summary>
        public bool IsClosed => _closed;

        /// <summary>Assigns what the outlet calls.</summary>
        public void SetHandler(IOutHandler handler) => _handler = handler;

        /// <summary>Sends an element.</summary>
        /// <exception cref="Pattern.IllegalStateException">It was not pulled.</exception>
        public void Push(T element)
        {
            if (element is null) ReactiveStreamsCompliance.ThrowNullElement();
            if (!IsAvailable) throw new Pattern.IllegalStateException($"Cannot push port ({this}) twice, or before it being pulled");
            _available = false;
            _stage.Push(element);
        }

        /// <summary>Completes the sub-stream.</summary>
        public void Complete()
        {
            if (_closed) return;
            _closed = true;
            _available = false;
            _stage.Complete();
        }

        /// <summary>Nobody has run the source for so long: from now on it cannot be run, and this outlet is closed.</summary>
        public void Timeout(TimeSpan timeout)
        {
            if (_closed || !_stage.Refuse(new SubscriptionTimeoutException($"Substream Source({_name}) has not been materialized in {timeout}"))) return;
            _closed = true;
            _available = false;
        }

        /// <summary>Fails the sub-stream.</summary>
        public void Fail(Exception ex)
        {
            if (_closed) return;
            _closed = true;
            _available = false;
            _stage.Fail(ex);
        }

        /// <inheritdoc/>
        public override string ToString() => _name;

        private void OnEvent(Exception? cancelled)
        {
            if (_closed) return;
            if (cancelled is null)
            {
                _available = true;
                _handler!.OnPull();
            }
            else
            {
                _closed = true;
                _available = false;
                _handler!.OnDownstreamFinish(cancelled);
            }
        }
    }
}
