using System.Net;
using System.Net.Sockets;

namespace OpenClaw.TestSupport;

/// <summary>Ports for servers that cannot take any: no two of a test run are the same or beside each other.</summary>
public static class FreePort
{
    /// <summary>Below the range from which kernels take ports for outgoing connections, so that none is taken between the choice and the use.</summary>
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>A gateway takes a few ports beside its own.</summary>
    private const int Distance = 8;

    private static readonly HashSet<int> s_given = [];

    /// <summary>A port of 127.0.0.1 on which nobody listens, given to nobody else in this process.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First / Distance, Last / Distance) * Distance;
            lock (s_given)
            {
                if (s_given.Contains(port) || !(IsFree(port) && IsFree(port + 1)))
                {
                    continue;
                }

                // A long series comes round again; those of its beginning are free by then, or are seen not to be.
                if (s_given.Count > (Last - First) / Distance / 2)
                {
                    s_given.Clear();
                }

                s_given.Add(port);
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
