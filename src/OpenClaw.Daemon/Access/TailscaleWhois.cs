using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace OpenClaw.Daemon.Access;

/// <summary>Asks Tailscale's daemon on this machine whose an address of the tailnet is.</summary>
/// <remarks>
/// Through the daemon's local API (<c>GET /localapi/v0/whois?addr=</c> on its Unix socket), and where there is no such socket through the program
/// <c>tailscale whois --json</c>. Answers are kept for a minute, failures for some seconds. Nothing is loaded or opened before the first question.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="socket">Path of the daemon's socket.</param>
/// <param name="program">The program to fall back on.</param>
internal sealed class TailscaleWhois(TimeProvider time, string socket = TailscaleWhois.DefaultSocket, string program = "tailscale") : IDisposable
{
    /// <summary>Where the daemon listens on Linux and BSD.</summary>
    public const string DefaultSocket = "/var/run/tailscale/tailscaled.sock";

    private const int MaxRemembered = 1024;
    private const int MaxAnswerBytes = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KeepAnswer = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeepFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<IPAddress, (string? Login, long At)> _remembered = new();
    private readonly SemaphoreSlim _asking = new(4);
    private HttpClient? _http;

    /// <summary>The login of an address; null when the daemon knows none or does not answer.</summary>
    public async ValueTask<string?> LoginOfAsync(IPAddress address)
    {
        if (_remembered.TryGetValue(address, out var known) && time.GetElapsedTime(known.At) < (known.Login is null ? KeepFailure : KeepAnswer))
        {
            return known.Login;
        }

        var login = await AskAsync(address);
        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        _remembered[address] = (login, time.GetTimestamp());
        return login;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http?.Dispose();
        _asking.Dispose();
    }

    private async Task<string?> AskAsync(IPAddress address)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await _asking.WaitAsync(patience.Token);
            try
            {
                return LoginIn(File.Exists(socket) ? await FromDaemonAsync(address, patience.Token) : await FromProgramAsync(address, patience.Token));
            }
            finally
            {
                _asking.Release();
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or OperationCanceledException or JsonException or Win32Exception)
        {
            // Whatever the reason, nobody vouches for the client, and it is told so.
            return null;
        }
    }

    private async Task<byte[]> FromDaemonAsync(IPAddress address, CancellationToken cancellation)
    {
        var http = LazyInitializer.EnsureInitialized(ref _http, () => new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), token);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        })
        { MaxResponseContentBufferSize = MaxAnswerBytes })!;

        // The daemon refuses any other Host, so that no web page reaches it.
        return await http.GetByteArrayAsync(new Uri($"http://local-tailscaled.sock/localapi/v0/whois?addr={Uri.EscapeDataString(address.ToString())}"), cancellation);
    }

    private async Task<byte[]> FromProgramAsync(IPAddress address, CancellationToken cancellation)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, ["whois", "--json", address.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        }) ?? throw new IOException($"{program} did not start.");
        try
        {
            var error = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellation);
            using var answer = new MemoryStream();
            var buffer = new byte[8192];
            for (int read; (read = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellation)) > 0 && answer.Length <= MaxAnswerBytes;)
            {
                answer.Write(buffer, 0, read);
            }

            await error;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? answer.ToArray() : throw new IOException($"{program} whois ended with {process.ExitCode}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string? LoginIn(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("UserProfile", out var profile) && profile.ValueKind == JsonValueKind.Object
            && profile.TryGetProperty("LoginName", out var login) && login.ValueKind == JsonValueKind.String
            && login.GetString() is { Length: > 0 } name
            // The user of all tagged devices is nobody in particular.
            && name != "tagged-devices"
            ? name
            : null;
    }
}
