using System.Reflection;
using System.Text;
using Azure.Core;
using Microsoft.Azure.SignalR;

namespace SignalRService.Tests.ConnectionStrings;

/// <summary>
/// What Microsoft's own package reads from a connection string. Only the addresses are public. The key, the credential and the audience are
/// internal, so this uses reflection.
/// </summary>
internal sealed class MicrosoftEndpoint(string connectionString)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly ServiceEndpoint endpoint = new(connectionString);

    /// <summary>Scheme, host and port, without a path.</summary>
    public string Endpoint => endpoint.Endpoint;

    public Uri ClientEndpoint => endpoint.ClientEndpoint;

    public Uri ServerEndpoint => endpoint.ServerEndpoint;

    public string Audience => (string)Value(endpoint, "AudienceBaseUrl")!;

    /// <summary>The access key, or the type of the credential.</summary>
    public string Proof
    {
        get
        {
            var key = Value(endpoint, "AccessKey")!;
            return key.GetType().GetProperty(nameof(TokenCredential), Any)?.GetValue(key) is { } credential
                ? credential.GetType().Name
                : "AccessKey=" + Encoding.UTF8.GetString((byte[])Value(key, "KeyBytes")!);
        }
    }

    private static object? Value(object of, string name) => of.GetType().GetProperty(name, Any)!.GetValue(of);
}
