using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Supervision = Akka.Streams.Supervision;

namespace Akka.Contract.Tests.Streams;

/// <summary>Base of the contracts that drive both ends of a stream by hand. A buffer of two elements stands at each edge.</summary>
public abstract class ProbeTest : TestKit.Xunit2.TestKit
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    protected ProbeTest(string hocon = "") : base(ConfigurationFactory.ParseString(hocon + PatientKit.Hocon + "akka.loglevel = OFF\nakka.stdout-loglevel = OFF")) =>
        Materializer = Sys.Materializer(ActorMaterializerSettings.Create(Sys).WithInputBuffer(2, 2));

    protected ActorMaterializer Materializer { get; }

    protected static Exception Boom { get; } = new InvalidOperationException("boom");

    /// <summary>The flow between two probes.</summary>
    protected (TestPublisher.Probe<TIn> Up, TestSubscriber.Probe<TOut> Down) Between<TIn, TOut>(Flow<TIn, TOut, NotUsed> flow) =>
        this.SourceProbe<TIn>().Via(flow).ToMaterialized(this.SinkProbe<TOut>(), Keep.Both).Run(Materializer);

    protected TestSubscriber.Probe<T> Probe<T, TMat>(Source<T, TMat> source) => source.RunWith(this.SinkProbe<T>(), Materializer);

    protected static Attributes Supervise(Supervision.Directive directive) => ActorAttributes.CreateSupervisionStrategy(_ => directive);
}
