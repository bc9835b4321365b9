using System.Collections.Concurrent;
using Azure.Core;
using CalendarApi.People.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CalendarApi.Tests.People;

/// <summary>Answers as Microsoft Graph's documentation shows it: learn.microsoft.com/graph/api/user-list, /graph/paging and /graph/throttling.</summary>
internal sealed class RecordedGraph : IAsyncDisposable
{
    public const string Throttled =
        """{"error":{"code":"TooManyRequests","innerError":{"code":"429","date":"2020-08-18T12:51:51","message":"Please retry after","request-id":"94fb3b52-452a-4535-a601-69e0a90e3aa2","status":"429"},"message":"Please retry again later."}}""";

    public const string Forbidden =
        """{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation.","innerError":{"date":"2020-08-18T12:51:51","request-id":"94fb3b52-452a-4535-a601-69e0a90e3aa2"}}}""";

    private readonly ConcurrentQueue<(int Status, string Body, string? RetryAfter)> answers = new();
    private readonly ConcurrentQueue<(string Path, string? Authorization)> requests = new();
    private WebApplication app = null!;

    public IReadOnlyList<(string Path, string? Authorization)> Requests => [.. requests];

    public Uri Address => new(app.Urls.Single() + "/");

    public string FirstPage => $$"""
        {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users(id,displayName,mail,userPrincipalName)","@odata.nextLink":"{{Address}}v1.0/users?$select=id,displayName,mail,userPrincipalName&$top=999&$skiptoken=RFNwdAIAAQ","value":[
          {"id":"6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0","displayName":"Conf Room Adams","mail":"Adams@contoso.com","userPrincipalName":"Adams@contoso.com"},
          {"id":"4562bcc8-c436-4f95-b7c0-4f8ce89dca5e","displayName":"MOD Administrator","mail":null,"userPrincipalName":"admin@contoso.com"}]}
        """;

    public static string LastPage => """
        {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users(id,displayName,mail,userPrincipalName)","value":[
          {"id":"87d349ed-44d7-43e1-9a83-5f2406dee5bd","displayName":"John Smith","mail":"j.smith@contoso.com","userPrincipalName":"j.smith_yahoo.com#EXT#@contoso.onmicrosoft.com"},
          {"id":"00000000-0000-0000-0000-000000000000","displayName":null,"mail":null,"userPrincipalName":null}]}
        """;

    public static async Task<RecordedGraph> StartAsync()
    {
        var graph = new RecordedGraph();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        graph.app = builder.Build();
        graph.app.MapGet("/{**path}", async (HttpContext context) =>
        {
            graph.requests.Enqueue((context.Request.Path + Uri.UnescapeDataString(context.Request.QueryString.Value!), context.Request.Headers.Authorization.FirstOrDefault()));
            var (status, body, retryAfter) = graph.answers.TryDequeue(out var next) ? next : throw new InvalidOperationException("A request that the test did not expect.");
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            await context.Response.WriteAsync(body, context.RequestAborted);
        });
        await graph.app.StartAsync(TestContext.Current.CancellationToken);
        return graph;
    }

    public RecordedGraph Answers(string body, int status = StatusCodes.Status200OK, string? retryAfter = null)
    {
        answers.Enqueue((status, body, retryAfter));
        return this;
    }

    public static GraphCredentials Credentials { get; } = new(tenant => new Credential(tenant));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private sealed class Credential(Guid tenant) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(new AccessToken($"{tenant} {requestContext.Scopes[0]}", DateTimeOffset.MaxValue));
    }
}
