using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace SignalRService;

/// <content>Listing the connections of a group.</content>
public sealed partial class SignalRHub
{
    /// <summary>The group's current connections, page by page: <c>GET /groups/{group}/connections</c> (since 2024-12-01).</summary>
    public async IAsyncEnumerable<GroupConnection> GetGroupConnectionsAsync(string group, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var url = urls.GroupConnections(group);
        string? continuation = null;
        do
        {
            using var response = await sender.SendAsync(new("list_group_connections", HttpMethod.Get, url, Query.Of("continuationToken", continuation)), cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var page = await ReadPageAsync(body, cancellationToken);
            foreach (var member in page.Value ?? [])
            {
                if (member.ConnectionId is { } id)
                {
                    yield return new(id, member.UserId);
                }
            }

            continuation = Continuation(page.NextLink);
        }
        while (continuation is not null);
    }

    private static async Task<GroupConnectionPage> ReadPageAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(body, ServiceJson.Default.GroupConnectionPage, cancellationToken)
                ?? throw new JsonException("The page is null.");
        }
        catch (JsonException exception)
        {
            throw new SignalRServiceException("list_group_connections: the service's answer is not a page of connections.", exception);
        }
    }

    /// <summary>Only the query is taken from the link: our credential must be sent to no other address than our own.</summary>
    private static string? Continuation(string? nextLink)
    {
        if (nextLink?.IndexOf('?', StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        foreach (var part in new StringTokenizer(nextLink[(at + 1)..], ['&']))
        {
            var pair = part.ToString().Split('=', 2);
            if (pair is ["continuationToken", { Length: > 0 } value])
            {
                return Uri.UnescapeDataString(value);
            }
        }

        return null;
    }
}
