using System.Net;
using System.Net.Sockets;

namespace LocalHosting.Ports;

/// <summary>
/// A port of the loopback interface, listened on until the program it is meant for starts, so that no one else is given it meanwhile.
/// </summary>
internal sealed class PortLease : IDisposable
{
    private readonly Socket _holder;

    private PortLease(Socket holder, int port)
    {
        _holder = holder;
        Port = port;
    }

    public int Port { get; }

    /// <returns>Null where the port is in use.</returns>
    public static PortLease? TryTake(int port)
    {
        var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            holder.Bind(new IPEndPoint(IPAddress.Loopback, port));
            // Bound alone would not keep others out: sockets are bound with address reuse on Unix.
            holder.Listen(1);
            return new PortLease(holder, port);
        }
        catch (SocketException)
        {
            holder.Dispose();
            return null;
        }
    }

    public void Dispose() => _holder.Dispose();
}
