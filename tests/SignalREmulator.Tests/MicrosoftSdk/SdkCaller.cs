using System.Net.Http.Headers;
using System.Reflection;
using System.Security.Claims;
using Azure.Core.Serialization;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Azure.SignalR;
using Microsoft.Extensions.Primitives;

namespace SignalREmulator.Tests.MicrosoftSdk;

/// <summary>
/// Calls with Microsoft's own code: connection strings, keys, tokens, bodies and REST client of Microsoft.Azure.SignalR.Common, on which the Management SDK is built.
/// The SDK itself adds the addresses. It is not available here, so the tests have the addresses.
/// The types are internal, so the test uses reflection.
/// </summary>
internal sealed class SdkCaller : IHttpClientFactory, IDisposable
{
    public const string Version = "2024-12-01";

    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly Common = typeof(ServiceEndpoint).Assembly;
    private static readonly Type RestClient = TypeOf("RestClient");

    private readonly ServiceEndpoint endpoint;
    private readonly HttpMessageHandler handler;
    private readonly object client;

    public SdkCaller(ServiceEndpoint endpoint, bool binary = false)
    {
        this.endpoint = endpoint;
        handler = new Signing(this) { InnerHandler = new HttpClientHandler() };
        object bodies = binary
            ? New("Common.BinaryPayloadContentBuilder", (IReadOnlyList<IHubProtocol>)[new JsonHubProtocol(), new MessagePackHubProtocol()])
            : New("Common.JsonPayloadContentBuilder", new JsonObjectSerializer());
        client = Activator.CreateInstance(RestClient, Any, binder: null, [this, bodies], culture: null)!;
    }

    /// <summary>The Content-Length and the media type of the last body.</summary>
    public (long? Length, string? Type) Announced { get; private set; }

    public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);

    public void Dispose() => handler.Dispose();

    /// <summary>A call without a body. It fails, as in the SDK, if the SDK does not expect the answer.</summary>
    public Task CallAsync(HttpMethod method, string path, Func<HttpResponseMessage, Task<bool>>? expected = null, Dictionary<string, StringValues>? query = null) =>
        InvokeAsync("SendWithRetryAsync", typeof(Func<HttpResponseMessage, Task<bool>>), [Address(path, query), method, expected, TestContext.Current.CancellationToken]);

    public Task SendAsync(string path, string target, object?[] arguments, Func<HttpResponseMessage, Task<bool>>? expected = null) =>
        InvokeAsync("SendMessageWithRetryAsync", type: null, [Address(path), HttpMethod.Post, target, arguments, expected, TestContext.Current.CancellationToken]);

    public Task SendItemAsync<T>(string path, string stream, T item) =>
        InvokeAsync("SendStreamMessageWithRetryAsync", type: null, [Address(path), HttpMethod.Post, stream, item, typeof(T), null, TestContext.Current.CancellationToken]);

    /// <summary>Follows the link of a page unchanged, as the SDK does.</summary>
    public Task FollowAsync(string link, Func<HttpResponseMessage, Task<bool>> expected) =>
        InvokeAsync("SendWithRetryAsync", typeof(Func<HttpResponseMessage, Task<bool>>), [New("RestApiEndpoint", link), HttpMethod.Get, expected, TestContext.Current.CancellationToken]);

    /// <summary>The address and the token that a client gets from its negotiation.</summary>
    public async Task<(string Url, string Token)> NegotiateAsync(string hub, string? user, AccessTokenAlgorithm algorithm, params (string Name, object? Value)[] wishes)
    {
        var provider = Activator.CreateInstance(typeof(ServiceOptions).Assembly.GetType("Microsoft.Azure.SignalR.ServiceEndpointProvider")!, Any, binder: null, [endpoint, new ServiceOptions { AccessTokenAlgorithm = algorithm }], culture: null)!;
        var build = TypeOf("ClaimsUtility").GetMethod("BuildJwtClaims", Any)!;
        var asked = wishes.ToDictionary(wish => wish.Name, wish => wish.Value, StringComparer.Ordinal);
        object? Value(ParameterInfo parameter) =>
            parameter.Name == "userId" ? user : asked.TryGetValue(parameter.Name!, out var value) ? value : parameter.HasDefaultValue ? parameter.DefaultValue : null;
        var claims = (IEnumerable<Claim>)build.Invoke(obj: null, [.. build.GetParameters().Select(Value)])!;
        var token = await (Task<string>)provider.GetType().GetMethod("GenerateClientAccessTokenAsync", Any)!.Invoke(provider, [hub, claims, null])!;
        return ((string)provider.GetType().GetMethod("GetClientEndpoint", Any)!.Invoke(provider, [hub, null, null])!, token);
    }

    private object Address(string path, Dictionary<string, StringValues>? query = null)
    {
        var server = ((Uri)Property(endpoint, "ServerEndpoint")!).AbsoluteUri;
        var address = New("RestApiEndpoint", $"{server}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={Version}");
        if (query is not null)
        {
            address.GetType().GetProperty("Query", Any)!.SetValue(address, query);
        }

        return address;
    }

    private async Task InvokeAsync(string name, Type? type, object?[] arguments)
    {
        var method = RestClient.GetMethods(Any).Single(method =>
            method.Name == name && method.GetParameters() is var parameters && parameters.Length == arguments.Length && (type is null || parameters.Any(parameter => parameter.ParameterType == type)));
        await (Task)method.Invoke(client, arguments)!;
    }

    private static object New(string type, params object[] arguments) => Activator.CreateInstance(TypeOf(type), Any, binder: null, arguments, culture: null)!;

    private static Type TypeOf(string name) => Common.GetType($"Microsoft.Azure.SignalR.{name}", throwOnError: true)!;

    private static object? Property(object of, string name) => of.GetType().GetProperty(name, Any)!.GetValue(of);

    /// <summary>Does what the Management SDK's handler does: it adds a token for the address without the query, signed with the SDK's key.</summary>
    private sealed class Signing(SdkCaller caller) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var key = Property(caller.endpoint, "AccessKey")!;
            var generate = key.GetType().GetMethod("GenerateAccessTokenAsync", Any)!;
            var audience = request.RequestUri!.GetLeftPart(UriPartial.Path);
            var token = await (Task<string>)generate.Invoke(key, [audience, new[] { new Claim("nameid", "caller") }, TimeSpan.FromHours(1), AccessTokenAlgorithm.HS256, cancellationToken, null])!;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            caller.Announced = (request.Content?.Headers.ContentLength, request.Content?.Headers.ContentType?.MediaType);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
