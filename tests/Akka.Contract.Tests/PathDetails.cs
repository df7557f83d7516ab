using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Routing;
using Akka.Serialization;

namespace Akka.Contract.Tests;

public sealed class PathDetails : ContractSpec
{
    public PathDetails() : base("""
        akka.actor.deployment {
          "/a/*" { dispatcher = "wild" }
          "/a/b" { dispatcher = "exact", mailbox = "box", router = "round-robin-pool", nr-of-instances = 2 }
          "/c/**" { stash-capacity = 7 }
        }
        """)
    {
    }

    [Fact]
    public void An_exact_deployment_wins_over_one_for_many()
    {
        var deployer = ((ExtendedActorSystem)Sys).Provider.Deployer;
        var exact = deployer.Lookup(["a", "b"])!;
        Assert.Equal(("exact", "box", "/a/b"), (exact.Dispatcher, exact.Mailbox, exact.Path));
        Assert.IsType<RoundRobinPool>(exact.RouterConfig);
        Assert.Equal(Deploy.NoScopeGiven, exact.Scope);
        Assert.Equal(2, exact.Config.GetInt("nr-of-instances"));
        Assert.Equal("wild", deployer.Lookup(["a", "x"])!.Dispatcher);
        Assert.Null(deployer.Lookup(["a", "x", "y"]));
        Assert.Equal(7, deployer.Lookup(["c", "x", "y"])!.StashCapacity);
    }

    [Fact]
    public void Deployments_are_added_and_refused()
    {
        var deployer = ((ExtendedActorSystem)Sys).Provider.Deployer;
        deployer.SetDeploy(new Deploy("/d/e", LocalScope.Instance).WithDispatcher("late"));
        Assert.Equal("late", deployer.Lookup(["d", "e"])!.Dispatcher);
        Assert.Equal(Scope.Local, deployer.Lookup(["d", "e"])!.Scope);
        Assert.Throws<IllegalActorNameException>(() => deployer.SetDeploy(new Deploy("/d/e e", LocalScope.Instance)));
    }

    [Fact]
    public void What_a_deployment_does_not_say_comes_from_the_other()
    {
        var merged = new Deploy("/x", ConfigurationFactory.ParseString("a = 1"), NoRouter.Instance, Deploy.NoScopeGiven, "one")
            .WithFallback(new Deploy("/y", ConfigurationFactory.ParseString("a = 2, b = 3"), NoRouter.Instance, LocalScope.Instance, "two", "box", 5));
        Assert.Equal(("/x", "one", "box", 5), (merged.Path, merged.Dispatcher, merged.Mailbox, merged.StashCapacity));
        Assert.Equal((1, 3), (merged.Config.GetInt("a"), merged.Config.GetInt("b")));
        Assert.Equal(LocalScope.Instance, merged.Scope);
        Assert.Equal(merged, merged.WithScope(LocalScope.Instance));
    }

    [Fact]
    public void Surrogates_come_back_as_what_they_stand_for()
    {
        var path = ActorPath.Parse("akka://sys@host:1/user/a#12");
        Assert.Equal(path, path.ToSurrogate(Sys).FromSurrogate(Sys));
        Assert.Equal(12, ((ActorPath)path.ToSurrogate(Sys).FromSurrogate(Sys)).Uid);
        Assert.Equal(path.Address, path.Address.ToSurrogate(Sys).FromSurrogate(Sys));
        var deploy = new Deploy("/x", LocalScope.Instance).WithMailbox("box");
        Assert.Equal(deploy, deploy.ToSurrogate(Sys).FromSurrogate(Sys));
    }

    [Fact]
    public void Paths_are_read_and_climbed()
    {
        var path = ActorPath.Parse("akka://sys/user/a/b");
        Assert.Equal("a", path.ParentOf(-1).Name);
        Assert.Equal("user", path.ParentOf(1).Name);
        Assert.Equal(path, path.ParentOf(3));
        Assert.True(ActorPath.TryParse(path, "/c/d", out var below));
        Assert.Equal("akka://sys/user/a/b/c/d", below.ToString());
        Assert.False(ActorPath.TryParse(path, "c", out _));
        Assert.Equal(["", "user", "a"], RelativeActorPath.Unapply("/user/a")!);
        Assert.Throws<UriFormatException>(() => ActorPaths.FromString("nothing"));
    }

    [Fact]
    public void Lists_of_every_kind_of_number_are_read()
    {
        var config = ConfigurationFactory.ParseString("n = [1, 2], f = [1.5, 2]");
        Assert.Equal([1, 2], config.GetByteList("n"));
        Assert.Equal([1.5f, 2f], config.GetFloatList("f"));
        Assert.Equal([1.5, 2.0], config.GetDoubleList("f"));
        Assert.Equal([1.5m, 2m], config.GetDecimalList("f"));
        Assert.Empty(config.GetDoubleList("absent"));
    }

    [Fact]
    public async Task A_program_gives_a_system_its_serializers()
    {
        var setup = SerializationSetup.Create(system => [SerializerDetails.Create("upper", new Upper(system), ImmutableHashSet.Create(typeof(Word)))]);
        using var system = ActorSystem.Create("serial", ActorSystemSetup.Create(setup));
        var serializer = system.Serialization.FindSerializerForType(typeof(Word));
        Assert.IsType<Upper>(serializer);
        Assert.Same(serializer, system.Serialization.GetSerializerById(9001));
        Assert.Equal(new Word("ABC"), system.Serialization.Deserialize(serializer.ToBinary(new Word("abc")), 9001, typeof(Word)));
        await system.Terminate();
    }

    private sealed record Word(string Text);

    private sealed class Upper(ExtendedActorSystem system) : Serializer(system)
    {
        public override int Identifier => 9001;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Word)obj).Text.ToUpperInvariant());

        public override object FromBinary(byte[] bytes, Type? type) => new Word(Encoding.UTF8.GetString(bytes));
    }
}
