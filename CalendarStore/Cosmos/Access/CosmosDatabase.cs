using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Access;

/// <summary>The containers, found (or with a key created) once; an attempt that failed is made again by the next caller.</summary>
/// <param name="ownsClient">Whether the client ends with this.</param>
/// <param name="readOnly">Whether nothing is made or written.</param>
internal sealed class CosmosDatabase(CosmosAddress address, CosmosClient client, bool ownsClient, bool readOnly) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private volatile OpenContainers? opened;

    /// <exception cref="InvalidOperationException">The containers are not there, or not those of a calendar store.</exception>
    /// <exception cref="StoreUnavailableException">The account cannot be reached, or does not let us in.</exception>
    public async ValueTask<OpenContainers> OpenAsync(CancellationToken cancellationToken)
    {
        if (this.opened is { } opened)
        {
            return opened;
        }

        await turn.WaitAsync(cancellationToken);
        try
        {
            return this.opened ??= await FindAsync(cancellationToken);
        }
        catch (CosmosException exception)
        {
            throw exception.StatusCode == HttpStatusCode.NotFound
                ? new InvalidOperationException($"There is no container '{address.Container}' in database '{address.Database}' of {address.Endpoint}: it comes with the deployment.", exception)
                : CosmosFaults.Translate(exception);
        }
        catch (Exception exception) when (CosmosFaults.IsNoAnswer(exception, cancellationToken))
        {
            throw CosmosFaults.NoAnswer(exception);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        if (ownsClient)
        {
            client.Dispose();
        }
    }

    private async Task<OpenContainers> FindAsync(CancellationToken cancellationToken)
    {
        var database = client.GetDatabase(address.Database);
        if (address.Key is not null && !readOnly)
        {
            await client.CreateDatabaseIfNotExistsAsync(address.Database, cancellationToken: cancellationToken);
            await CreateIfMissingAsync(database, CosmosSchema.Items(address.Container), cancellationToken);
            await CreateIfMissingAsync(database, CosmosSchema.Leases(address.Container + CosmosSchema.LeasesSuffix), cancellationToken);
        }

        var items = database.GetContainer(address.Container);
        var found = (await items.ReadContainerAsync(cancellationToken: cancellationToken)).Resource;
        if (found.PartitionKeyPath != CosmosSchema.PartitionKeyPath || found.DefaultTimeToLive is null)
        {
            throw new InvalidOperationException(
                $"The container '{address.Container}' is partitioned by '{found.PartitionKeyPath}' with TTL '{found.DefaultTimeToLive}': a calendar store's is by '{CosmosSchema.PartitionKeyPath}', with TTL {CosmosSchema.NoDefaultTimeToLive}.");
        }

        var account = await client.ReadAccountAsync();
        var store = await StoreAsync(items, cancellationToken);
        return new OpenContainers(items, database.GetContainer(address.Container + CosmosSchema.LeasesSuffix), EpochOf($"{account.Id}|{found.SelfLink}|{store.Life}"), store.Schema);
    }

    private static async Task CreateIfMissingAsync(Database database, ContainerProperties properties, CancellationToken cancellationToken)
    {
        using var found = await database.GetContainer(properties.Id).ReadContainerStreamAsync(cancellationToken: cancellationToken);
        if (found.StatusCode == HttpStatusCode.NotFound)
        {
            using var created = await database.CreateContainerStreamAsync(properties, cancellationToken: cancellationToken);
            if (created.StatusCode != HttpStatusCode.Conflict)
            {
                created.EnsureSuccessStatusCode();
            }
        }
    }

    /// <summary>The first process writes it; one that may not write waits for one that may.</summary>
    private async Task<StoreDocument> StoreAsync(Container items, CancellationToken cancellationToken)
    {
        var partition = new TenantPartition(items, StoreDocument.Partition);
        for (; ; )
        {
            var (store, _) = await partition.FindAsync<StoreDocument>("open", StoreDocument.Partition, cancellationToken);
            if (store is not null)
            {
                return store.Schema <= EntityDocument.CurrentSchema
                    ? store
                    : throw new InvalidOperationException(
                        $"The calendar store has schema {store.Schema}, this program knows up to {EntityDocument.CurrentSchema}: it was written by a newer version. Update this one.");
            }

            if (readOnly)
            {
                throw new InvalidOperationException($"The container '{address.Container}' of {address.Endpoint} is empty: it is not a calendar store.");
            }

            try
            {
                var created = new StoreDocument { Life = RandomText.Create(10) };
                await items.CreateItemAsync(created, new PartitionKey(created.Tenant), cancellationToken: cancellationToken);
            }
            catch (CosmosException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
            {
                // Another process was quicker: its value counts.
            }
            catch (CosmosException exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
            {
                throw new StoreUnavailableException("The calendar store is new, and this identity may not write to it: it can be used once one that may (CalendarApi's) has started.", exception) { IsTransient = true };
            }
        }
    }

    /// <summary>Account and container have ids that a restored or created-again one does not share.</summary>
    private static string EpochOf(string identity) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 12));
}
