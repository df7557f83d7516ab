using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>The worked signature of <c>protocol/README.md</c> is right, and the gateway takes it.</summary>
public sealed partial class SpecificationTests
{
    [Fact]
    public void The_worked_signature_of_the_specification_is_the_one_that_the_gateway_takes()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot(), "protocol", "README.md"));
        var worked = Worked().Match(text);
        Assert.True(worked.Success, "the specification has no worked signature");
        var (key, id, signed, signature) = (worked.Groups["key"].Value, worked.Groups["id"].Value, worked.Groups["text"].Value, worked.Groups["signature"].Value);
        var seed = Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray();
        Assert.Equal(key, Base64Url.EncodeToString(Ed25519.PublicKeyOf(seed)));
        Assert.Equal(signature, Base64Url.EncodeToString(Ed25519.Sign(seed, Encoding.UTF8.GetBytes(signed))));

        var fields = signed.Split('|');
        var request = new ConnectRequest
        {
            MinProtocol = 4,
            MaxProtocol = 4,
            Client = new ClientDescription { Id = fields[2], Mode = fields[3], Version = "1", Platform = fields[9] },
            Role = fields[4],
            Scopes = [.. fields[5].Split(',')],
            Credentials = new PresentedCredentials(fields[7]),
            Device = new DeviceProof(id, key, signature, long.Parse(fields[6], System.Globalization.CultureInfo.InvariantCulture), fields[8]),
        };
        var now = DateTimeOffset.FromUnixTimeMilliseconds(request.Device.SignedAtMs);
        Assert.Equal(id, request.Device.Check(request, fields[8], now).Key?.DeviceId);
        Assert.Null((request.Device with { Signature = Base64Url.EncodeToString(new byte[64]) }).Check(request, fields[8], now).Key);
    }

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "OpenClaw.Actors.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return directory;
    }

    [GeneratedRegex(@"publicKey\s+(?<key>\S+)\s+id\s+(?<id>\S+)\s+text\s+(?<text>\S+)\s+signature\s+(?<signature>\S+)")]
    private static partial Regex Worked();
}
