using SignalREmulator.CommandLine;

namespace SignalREmulator.Tests.CommandLine;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("--port 1234", "urls=http://localhost:1234")]
    [InlineData("--port=1234", "urls=http://localhost:1234")]
    [InlineData("-p 0", "urls=http://127.0.0.1:0")]
    [InlineData("--ip 0.0.0.0", "urls=http://0.0.0.0:8888")]
    [InlineData("-i ::1 -p 0", "urls=http://[::1]:0")]
    [InlineData("--urls http://localhost:1;http://localhost:2", "urls=http://localhost:1;http://localhost:2")]
    [InlineData("--access-key=a=b==", "SignalREmulator:AccessKey=a=b==")]
    [InlineData("--secondary-key x", "SignalREmulator:SecondaryKey=x")]
    [InlineData("--faults", "SignalREmulator:Faults:Enabled=true")]
    [InlineData("--faults=false", "SignalREmulator:Faults:Enabled=false")]
    [InlineData("--faults --port 1", "SignalREmulator:Faults:Enabled=true urls=http://localhost:1")]
    [InlineData("--SignalREmulator:ClientTimeout 00:01:00", "SignalREmulator:ClientTimeout=00:01:00")]
    [InlineData("--signalremulator:entra:authority=http://localhost", "signalremulator:entra:authority=http://localhost")]
    [InlineData("--UpstreamSettings:Templates:0:UrlTemplate=http://localhost/{hub}", "UpstreamSettings:Templates:0:UrlTemplate=http://localhost/{hub}")]
    [InlineData("--environment=Production --applicationName=SignalREmulator --contentRoot=/", "environment=Production applicationName=SignalREmulator contentRoot=/")]
    [InlineData("--SignalREmulator= --SignalREmulator:AccessKey=", "SignalREmulator:AccessKey=")]
    [InlineData("--Logging:LogLevel:Default=Debug --environment Development", "Logging:LogLevel:Default=Debug environment=Development")]
    public void Short_and_whole_names_come_to_the_same(string line, string settings) =>
        Assert.Equal(settings, string.Join(' ', Arguments.Parse(line.Split(' ')).Settings.Select(setting => $"{setting.Key}={setting.Value}")));

    [Theory]
    [InlineData("--prot 1", "'--prot' is not known")]
    [InlineData("start", "'start' is not known")]
    [InlineData("-x", "'-x' is not known")]
    [InlineData("--Kestre:Limits=1", "'--Kestre:Limits' is not known")]
    [InlineData("--SignalREmulator=1", "'--SignalREmulator' is not known")]
    [InlineData("--port", "Required argument missing for option: '--port'.")]
    [InlineData("--port 65536", "'--port' is a number from 0 to 65535, not '65536'")]
    [InlineData("--port=-1", "'--port' is a number from 0 to 65535, not '-1'")]
    [InlineData("--ip localhost", "'--ip' is an address such as 127.0.0.1 or 0.0.0.0, not 'localhost'")]
    [InlineData("--port 1 -p 2", "Option '--port' expects a single argument but 2 were provided.")]
    [InlineData("--access-key=x --SignalREmulator:AccessKey=y", "'SignalREmulator:AccessKey' is given twice.")]
    [InlineData("--SignalREmulator:ClientTimeout", "'--SignalREmulator:ClientTimeout' needs a value.")]
    [InlineData("--faults perhaps", "'perhaps' is not known")]
    [InlineData("--port 1 --urls http://localhost:2", "neither '--port' nor '--ip' goes with it")]
    [InlineData("--config /no/such/settings.json", "There is no settings file")]
    public void What_is_not_understood_is_refused_by_name(string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<WrongArgumentException>(() => Arguments.Parse(line.Split(' '))).Message, StringComparison.Ordinal);
}
