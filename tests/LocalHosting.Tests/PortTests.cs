using LocalHosting.Ports;

namespace LocalHosting.Tests;

public class PortTests
{
    [Fact]
    public void A_leased_port_is_given_to_nobody_else()
    {
        using var lease = FreePorts.Take();

        Assert.Null(PortLease.TryTake(lease.Port));
    }

    [Fact]
    public void A_port_can_be_had_again_once_it_is_let_go()
    {
        var lease = FreePorts.Take();
        lease.Dispose();

        using var again = PortLease.TryTake(lease.Port);
        Assert.NotNull(again);
    }

    [Fact]
    public void Free_ports_lie_where_no_outgoing_connection_takes_them()
    {
        using var lease = FreePorts.Take();

        Assert.InRange(lease.Port, 20_000, 31_999);
    }

    [Fact]
    public async Task What_listens_by_itself_is_reached_where_it_listens()
    {
        using var reserved = FreePorts.Take();
        var port = reserved.Port;
        reserved.Dispose();
        await using var app = await TestApp.StartAsync(builder => builder.AddShell("server", Shell.Forever).WithHttpEndpoint(port: 80, targetPort: port, isProxied: false));

        Assert.Equal(port, app.Application.GetEndpoint("server").Port);
    }
}
