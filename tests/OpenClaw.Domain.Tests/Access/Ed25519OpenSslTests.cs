using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>Compares with OpenSSL, through Node's crypto, in both directions. <c>OPENCLAW_ED25519_CASES</c> sets how many cases.</summary>
public sealed class Ed25519OpenSslTests
{
    private const int DefaultCases = 3000;
    private static readonly BigInteger GroupOrder = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    /// <summary>Reads one case a line: seed, message, signature, key (hex); answers with OpenSSL's key, signature and verdict.</summary>
    private const string Oracle = """
        const { createPrivateKey, createPublicKey, sign, verify } = require('node:crypto');
        const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex'), spki = Buffer.from('302a300506032b6570032100', 'hex');
        require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
          const [seed, message, signature, key] = line.split(' ').map(h => Buffer.from(h === '-' ? '' : h, 'hex'));
          const secret = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
          const own = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(12);
          let verdict = false;
          try { verdict = verify(null, message, createPublicKey({ key: Buffer.concat([spki, key]), format: 'der', type: 'spki' }), signature); } catch { }
          process.stdout.write(`${own.toString('hex')} ${sign(null, message, secret).toString('hex')} ${verdict}\n`);
        });
        """;

    [Fact]
    public async Task Agrees_with_OpenSSL_on_random_and_damaged_signatures()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("OPENCLAW_ED25519_CASES"), out var wanted) ? wanted : DefaultCases;
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", Oracle])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = Encoding.ASCII,
        })!;
        var random = new Random(20261122);
        var accepted = 0;
        var refused = 0;

        // In batches, so that neither pipe fills while the other waits.
        for (var done = 0; done < cases; done += 500)
        {
            var batch = new List<(byte[] Seed, byte[] Message, byte[] Signature, byte[] Key)>();
            var lines = new StringBuilder();
            for (var i = 0; i < Math.Min(500, cases - done); i++)
            {
                var item = RandomCase(random);
                batch.Add(item);
                lines.Append(CultureInfo.InvariantCulture, $"{Hex(item.Seed)} {Hex(item.Message)} {Hex(item.Signature)} {Hex(item.Key)}\n");
            }

            var write = node.StandardInput.WriteAsync(lines.ToString());
            var flush = write.ContinueWith(_ => node.StandardInput.FlushAsync(), TaskScheduler.Default).Unwrap();
            foreach (var item in batch)
            {
                var answer = (await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("node ended early")).Split(' ');
                Assert.Equal(answer[0], Hex(Ed25519.PublicKeyOf(item.Seed)));
                Assert.Equal(answer[1], Hex(Ed25519.Sign(item.Seed, item.Message)));
                var ours = Ed25519.Verify(item.Key, item.Message, item.Signature);
                Assert.True((answer[2] == "true") == ours, $"OpenSSL says {answer[2]}, we say {ours}: {Hex(item.Key)} {Hex(item.Message)} {Hex(item.Signature)}");
                _ = ours ? accepted++ : refused++;
            }

            await flush;
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(accepted > cases / 5 && refused > cases / 5, $"one-sided cases: {accepted} accepted, {refused} refused");
    }

    /// <summary>A valid case, or one with something wrong: a flipped bit, another message, S not reduced, random bytes, another key.</summary>
    private static (byte[] Seed, byte[] Message, byte[] Signature, byte[] Key) RandomCase(Random random)
    {
        var seed = Random(random, 32);
        var message = Random(random, random.Next(0, 300));
        var signature = Ed25519.Sign(seed, message);
        var key = Ed25519.PublicKeyOf(seed);
        switch (random.Next(18))
        {
            case 0:
                signature[random.Next(64)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                key[random.Next(32)] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                signature = Random(random, 64);
                break;
            case 3:
                key = Random(random, 32);
                break;
            case 4:
                random.NextBytes(signature.AsSpan(32));
                break;
            case 5:
                signature[63] |= (byte)(1 << random.Next(4, 8));
                break;
            case 6:
                signature = Random(random, random.Next(0, 80));
                break;
            case 7:
                key = random.Next(2) == 0 ? Random(random, random.Next(0, 64)) : key[..random.Next(32)];
                break;
            case 8:
                // The sign of x alone, of the key or of R.
                (random.Next(2) == 0 ? key : signature)[31] ^= 0x80;
                break;
            case 9:
                // The same S modulo the group's order: as an equation it holds, as a second encoding it has to be refused.
                var s = new BigInteger(signature.AsSpan(32), isUnsigned: true) + (random.Next(1, 15) * GroupOrder);
                s.TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);
                break;
            case 10:
                // Signed, and then said otherwise: changed, shortened or lengthened.
                message = random.Next(3) switch
                {
                    0 when message.Length > 0 => Changed(message, random),
                    1 when message.Length > 0 => message[..^1],
                    _ => [.. message, 0],
                };
                break;
            case 11:
                // A good key and a good signature, of two different makers.
                key = Ed25519.PublicKeyOf(Random(random, 32));
                break;
        }

        return (seed, message, signature, key);
    }

    private static byte[] Changed(byte[] message, Random random)
    {
        message[random.Next(message.Length)] ^= (byte)(1 << random.Next(8));
        return message;
    }

    private static byte[] Random(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Hex(byte[] bytes) => bytes.Length == 0 ? "-" : Convert.ToHexStringLower(bytes);
}
