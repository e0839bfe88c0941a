"""The words of made-up stories.

Sentences are filled from these, with few other words between them: hardly a run of five words is common to two texts.
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


ADJECTIVES = words(
    """
    amber ancient awkward barren bitter bold brazen brisk broken calm careful central cheerful coastal costly
    crowded curious damp daring distant dusty eager early eastern elegant empty fading famous fearless fertile
    flooded fragile frozen gentle gloomy golden grim hasty hidden hollow honest humble idle inland iron jagged late
    lively lonely lofty loyal marshy mellow modest muddy narrow neglected noisy northern odd ornate patient peculiar
    plain polished proud quiet rapid reluctant remote restless rocky rural rusty sandy scarce secret shallow
    sheltered silent slender sober solemn southern spare stately steep stubborn sturdy sudden sunken tidy timid
    tired uneven upper urban vacant vast velvet vivid wary weary western windy wooden worn young zealous
    """
)
NOUNS = words(
    """
    abbey academy acre airfield alley almanac anchor apiary apprentice aqueduct archive armoury atlas auction bakery
    ballad barge barrister basin beacon beekeeper bellfounder bicycle blizzard boatyard botanist boundary brewery
    brickworks bridge budget bureau cabinet cable canal candle canteen caravan carpenter cartographer causeway
    cavern cellar census chapel charter chemist chimney choir cistern clinic clock coalition cobbler college comet
    committee compass conductor convoy copper cottage council courier cradle crane creamery curator dairy delta
    depot diary dockyard drought dynamo easel election embankment engine envoy estuary exhibition expedition factory
    falcon farmer ferry festival fiddle fisherman forge fountain freight frontier furnace gallery garden garrison
    geologist glacier glassblower granary gravel greenhouse guild gymnast hamlet harbour harvest hatchery hedge
    herald herring hostel hospital hydrant inspector island jetty journal judge jury juggler kiln kitchen laboratory
    ladder lagoon lantern ledger lexicon library lighthouse lobby locksmith loom lumber machinist magistrate
    manuscript market marsh mason meadow merchant meteor mill mineral minister monastery monument mosaic museum
    nursery oarsman oasis observatory orchard orchestra organist outpost pamphlet parade parish parliament pasture
    pavilion peninsula petition physicist pier pigeon pilot piston plaster plateau playwright plumber poet police
    poplar porter portrait printer pulley pump quarry quartet quilt railway ranger reactor rebel refinery regatta
    reservoir ribbon rowing sailor sanctuary satellite sawmill sculptor senate shepherd shipwright signal silo
    smelter smuggler snowfall solicitor sparrow spindle stadium statue steeple stonecutter strike summit surgeon
    surveyor swimmer tailor tannery tariff telegraph tenant terrace theatre thicket tollgate tournament tractor
    treasury treaty trellis tribunal trombone tunnel turbine union vaccine valley vault veteran vicar viaduct
    village vineyard violin volunteer voyage wagon walnut warden warehouse watermill weaver wharf widow windmill
    workshop yard zoologist
    """
)
VERBS = words(
    """
    abandoned acquired admired altered amended announced approved auctioned backed balanced banned blamed blessed
    borrowed bought bribed built buried burnt cancelled carved catalogued celebrated challenged chartered cleaned
    closed collected compared condemned copied counted crossed damaged debated decorated defended delayed delivered
    demolished described designed doubled drained emptied encircled engraved enlarged examined exchanged exported
    fenced financed flooded followed founded funded gilded guarded halved heated hired honoured imported improved
    inherited inspected insured invited joined launched leased lent licensed lit loaded lowered mapped measured
    mended merged mocked moved nominated numbered opened ordered outbid outlived overtook paced painted patrolled
    paved photographed planted polished postponed praised printed protected purchased quoted raised ransomed rebuilt
    recorded refused rejected removed renamed rented repainted replaced rescued restored reviewed robbed sealed
    searched seized shielded shipped shut sketched sold split staffed stored studied suspended swapped taxed tested
    thatched toppled towed trained transferred trimmed trusted tuned unearthed unveiled upset valued visited voted
    warned watched weighed welcomed widened
    """
)
UNITS = words(
    """
    barrels bolts bricks bushels cartloads coins crates crowns feathers gallons hectares helmets hours jars kegs
    kilometres lamps letters litres metres minutes nets notebooks oars parcels planks pounds ropes sacks sheep
    shells shillings spoons stamps tickets tiles timbers tonnes trees votes wheels windows
    """
)
STARTS = words(
    """
    Al Bar Bel Bor Cal Cor Dal Dor El Fal Fen Gar Gil Hal Hol Is Jor Kal Kel Lan Lor Mar Mel Nar Nor Ol Or Pel Quin
    Ral Ros Sal Sor Tal Tor Ul Var Vel Wen Yor Zel
    """
)
MIDDLES = words(
    """
    a an ar e el en er i il in o ol on or u un
    """
)
ENDS = words(
    """
    bar bek berg by dan den dor fast ford gard hart heim holm ka land lund mar mere mond nes quist rick ros sen ska
    stad stead tin ton vik wald wick
    """
)
FIRST_NAMES = words(
    """
    Ada Agnes Anton Astrid Bela Boris Bruno Carla Clara Dana Edgar Elias Ella Emil Erik Esther Fiona Florian Frida
    Greta Gustav Hanna Hedda Henrik Hugo Ida Igor Ines Iris Ivan Jonas Judith Karin Karl Klara Lars Lena Leo Lidia
    Linus Luis Magda Marek Marta Mila Milan Nadia Nils Nina Olga Oskar Otto Paula Pavel Petra Rasmus Rita Roman Ruth
    Samuel Selma Silas Sofia Stefan Sven Tamara Tilda Tobias Ursula Vera Viktor Walter Wanda Yara Yuri Zora
    """
)
