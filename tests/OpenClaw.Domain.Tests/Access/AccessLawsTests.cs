using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>Laws that hold for every history: permissions never widen, and replay equals the live state.</summary>
public sealed class AccessLawsTests
{
    private static readonly Arbitrary<int> Masks = Gen.Choose(0, 255).ToArbitrary();
    private static readonly string[] Names = [.. ScopeSet.All.ToNames()];

    [Fact]
    public void Granted_is_within_requested_and_within_allowed() => Prop.ForAll(Masks, Masks, (requested, allowed) =>
    {
        var r = ScopeSet.Of((Scope)requested);
        var a = ScopeSet.Of((Scope)allowed);
        var granted = r.GrantedFrom(a);
        return r.Covers(granted) && a.Covers(granted);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Admin_allows_everything_and_write_allows_read() => Prop.ForAll(Masks, mask =>
    {
        var scopes = ScopeSet.Of((Scope)mask);
        return (!scopes.Allows(Scope.Admin) || scopes.Covers(ScopeSet.All)) && (!scopes.Allows(Scope.Write) || scopes.Allows(Scope.Read));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_round_trip_and_unknown_names_grant_nothing() => Prop.ForAll(Masks, mask =>
    {
        var scopes = ScopeSet.Of((Scope)mask);
        return ScopeSet.Parse(scopes.ToNames().Add("operator.no-such-scope").Add("OPERATOR.ADMIN").Add("")) == scopes;
    }).QuickCheckThrowOnFailure();

    /// <summary>Random operators, devices and approvals. After every step no connection and no token has more than a person or loopback gave.</summary>
    [Fact]
    public void No_history_of_connects_and_commands_widens_a_permission() =>
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed => { RunHistory(new System.Random(seed)); }).QuickCheckThrowOnFailure();

    private static void RunHistory(System.Random random)
    {
        var gateway = new Handshakes();
        var ceilings = new Dictionary<string, ScopeSet>();
        var tokens = new List<(byte Device, string Token)>();
        for (var step = 0; step < 12; step++)
        {
            var device = (byte)random.Next(1, 3);
            var id = DeviceId(device);
            var scopes = RandomScopes(random);
            var before = gateway.Pairing;
            switch (random.Next(4))
            {
                case 0:
                {
                    // A caller with random scopes approves whatever waits: it cannot give what it lacks.
                    foreach (var pending in gateway.Pairing.LivePending(gateway.Now))
                    {
                        var caller = ScopeSet.Parse(scopes);
                        var decision = PairingDecider.Approve(gateway.Pairing, pending.RequestId, caller, gateway.Now);
                        Assert.Equal(!caller.Covers(pending.Scopes), decision.IsRejected);
                        gateway.Pairing = gateway.Pairing.Apply(decision.Events);
                        if (!decision.IsRejected)
                        {
                            ceilings[pending.DeviceId] = ceilings.GetValueOrDefault(pending.DeviceId).Union(pending.Scopes);
                        }
                    }

                    break;
                }

                case 1:
                {
                    var caller = ScopeSet.Parse(scopes);
                    var wanted = ScopeSet.Parse(RandomScopes(random));
                    var decision = PairingDecider.RotateToken(gateway.Pairing, id, Role.Operator, random.Next(2) == 0 ? null : wanted, new(caller), gateway.Now);
                    if (!decision.IsRejected)
                    {
                        var issued = Assert.IsType<DeviceTokenIssued>(Assert.Single(decision.Events));
                        Assert.True(caller.Covers(issued.Scopes), "rotation gave more than the caller has");
                        Assert.True(ceilings[id].Covers(issued.Scopes), "rotation gave more than the device has");
                        tokens.Add((device, gateway.Policy.Tokens.Derive(id, Role.Operator, issued.Generation)));
                    }

                    gateway.Pairing = gateway.Pairing.Apply(decision.Events);
                    break;
                }

                default:
                {
                    var local = random.Next(2) == 0;
                    var withToken = tokens.Count > 0 && random.Next(2) == 0;
                    var secret = withToken ? tokens[random.Next(tokens.Count)].Token : Token;
                    var request = gateway.Signed(Client("cli", "cli", token: secret, scopes: scopes), device);
                    var decision = gateway.Connect(request, local ? Loopback : Remote);
                    if (decision is ConnectAccepted { Grant: var grant })
                    {
                        if (local && grant.Method == "token")
                        {
                            ceilings[id] = ceilings.GetValueOrDefault(id).Union(ScopeSet.Parse(scopes));
                        }

                        Assert.True(ScopeSet.Parse(scopes).Covers(grant.Scopes), "granted more than requested");
                        Assert.True(ceilings[id].Covers(grant.Scopes), "granted more than was ever approved");
                        if (grant.Method == "device-token")
                        {
                            var record = before.Devices[id].GrantOf(Role.Operator)!.Token!;
                            Assert.True(record.Scopes.Covers(grant.Scopes), "granted more than the token carries");
                        }

                        tokens.Add((device, grant.DeviceToken!.Token));
                    }

                    break;
                }
            }

            foreach (var paired in gateway.Pairing.Devices.Values)
            {
                Assert.True(ceilings[paired.DeviceId].Covers(paired.GrantOf(Role.Operator)!.Scopes), "stored more than was ever approved");
            }
        }
    }

    private static string[] RandomScopes(System.Random random) => [.. Names.Where(_ => random.Next(3) == 0)];
}
