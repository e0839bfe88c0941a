"""What pages that are no articles say of themselves in their headline or title, in many languages.

A phrase is compared without case, punctuation and space, so one spelling of it is enough. How near a text must come
to it depends on what else speaks for an article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from feedcrawler.pages.text import key

_SLACK = 20  # letters that may stand around a phrase where a page says hardly anything else
_MAX = 200
_FIRST_IDEOGRAPH = "\u2e80"
_WORD = re.compile(r"[^\W_]+")
_STATUS = re.compile(r"^\W*(?:\w{4,8}\W{1,3})?[45]\d\d\W{1,5}(?=\w)")  # "Error 404: …"
_FILLERS = frozenset(
    _WORD.findall(
        "a an any anymore are here is it more of oh on oops our sorry that the this uh um ups was we whoops you die "
        "diese es hoppla leider entschuldigung cette est la le désolé désolée esta lo sentimos lamentamos siamo "
        "spiacenti ця цю цієї на жаль вибачте такої эта эту извините простите такой увы"
    )
)


class Phrases:
    """What pages of one kind say of themselves."""

    def __init__(self, *lines: str) -> None:
        """Take phrases between bars; "=" marks those that are headlines of news, films and songs as well.

        So is any single word.
        """
        each = [phrase for line in lines for phrase in line.split("|")]
        several = [one for one in each if " " in one or one >= _FIRST_IDEOGRAPH]
        sure = [one for one in several if not one.startswith("=")]
        self._keys = {key(one) for one in each}
        self._near = {key(one) for one in sure}
        self._bare = {_bare(one) for one in several} - {""}
        self._sure = {_bare(one) for one in sure} - {""}

    def surely(self, texts: Iterable[str]) -> bool:
        """Whether one of `texts` says nothing else, in words that no news says; fillers ("Oops!") do not count."""
        return any(bare in self._sure for text in texts for bare in _both(text))

    def exactly(self, texts: Iterable[str]) -> bool:
        """Whether one of `texts` says nothing else; fillers do not count."""
        return any(key(text[:_MAX]) in self._keys or any(bare in self._bare for bare in _both(text)) for text in texts)

    def nearly(self, texts: Iterable[str]) -> bool:
        """Whether one of `texts` says little else."""
        texts = list(texts)
        if self.exactly(texts):
            return True
        said = [key(text[:_MAX]) for text in texts]
        return any(phrase in one and len(one) <= len(phrase) + _SLACK for one in said for phrase in self._near)


def _both(text: str) -> tuple[str, str]:
    """The bare key of a text, and that without the status that it begins with."""
    text = text[:_MAX]
    return _bare(text), _bare(_STATUS.sub("", text, count=1))


def _bare(text: str) -> str:
    """The key of a text without fillers; empty where that leaves one word, which might mean anything."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()) if word not in _FILLERS]
    bare = "".join(words)
    return bare if len(words) > 1 or bare >= _FIRST_IDEOGRAPH else ""


NOT_THERE = Phrases(
    "410 gone|error 410|page has been removed|article has been removed|story has been removed",
    "page you are looking for was not found|page you are looking for could not be found",
    "page you are looking for does not exist|page you requested was not found|page you requested could not be found",
    "404|410|error 404|404 error|http 404|erreur 404|fehler 404|ошибка 404|помилка 404|=not found|404 not found",
    "page not found|=story not found|article not found|post not found|content not found|=nothing found|file not found",
    "page was not found|page could not be found|page cannot be found|page can't be found|page isn't available",
    "page does not exist|page doesn't exist|page no longer exists|page is no longer available|page unavailable",
    "article is no longer available|story is no longer available|content is not available",
    "this content isn't available|couldn't find that page|couldn't find this page|can't find that page",
    "can't find the page|=lost your way|seite nicht gefunden|seite wurde nicht gefunden",
    "seite konnte nicht gefunden werden|seite existiert nicht|artikel nicht gefunden|inhalt nicht gefunden",
    "=nicht mehr verfügbar|diese seite gibt es nicht|page introuvable|page non trouvée|page n'existe pas",
    "page n'existe plus|page demandée n'existe|article introuvable|contenu introuvable|cette page est introuvable",
    "oups cette page|page demandée n'existe pas|page demandée n'existe plus|page que vous recherchez n'existe pas",
    "página no encontrada|no se encontró la página|no se ha encontrado la página|página no existe",
    "=no encontrado|página não encontrada|página não existe|conteúdo não encontrado|=não encontrado|pàgina no trobada",
    "pagina non trovata|pagina non esiste|pagina inesistente|contenuto non trovato|articolo non trovato",
    "pagina niet gevonden|pagina bestaat niet|artikel niet gevonden|=niet gevonden|nie znaleziono strony",
    "strona nie istnieje|strona nie została znaleziona|strony nie znaleziono|stránka nenalezena",
    "stránka nebyla nalezena|stránka neexistuje|stránka sa nenašla|stránka nebola nájdená|az oldal nem található",
    "a keresett oldal nem található|pagina nu a fost găsită|pagina nu există|stranica nije pronađena",
    "страница није пронађена|stran ni bila najdena|страницата не е намерена|страницата не|сторінку не знайдено",
    "сторінка не знайдена|сторінки не існує|сторінка не існує|матеріал не знайдено|страница не найдена",
    "страница не существует|страницы не существует|такой страницы нет|материал не найден|старонка не знойдзена",
    "бет табылмады|sahifa topilmadi|səhifə tapılmadı|sayfa bulunamadı|aradığınız sayfa|aradığınız sayfa bulunamadı",
    "sidan hittades inte",
    "sidan kunde inte hittas|sidan finns inte|siden ble ikke funnet|fant ikke siden|siden blev ikke fundet",
    "siden findes ikke|sivua ei löytynyt|sivua ei löydy|síðan fannst ekki|lehte ei leitud|lapa nav atrasta",
    "puslapis nerastas|η σελίδα δεν βρέθηκε|דף לא נמצא|הדף לא נמצא|الصفحة غير موجودة|لم يتم العثور على الصفحة",
    "صفحه یافت نشد|صفحه پیدا نشد|صفحہ نہیں ملا|पृष्ठ नहीं मिला|पेज नहीं मिला|পাতা পাওয়া যায়নি",
    "halaman tidak ditemukan|halaman tidak dijumpai|không tìm thấy trang|trang không tồn tại|ไม่พบหน้า|ไม่พบหน้านี้",
    "ページが見つかりません|お探しのページは見つかりません|ページは存在しません|页面不存在|页面未找到|找不到页面",
    "頁面不存在|找不到網頁|您访问的页面不存在|페이지를 찾을 수 없습니다|존재하지 않는 페이지|ukurasa haujapatikana",
    "bladsy nie gevind",
)

ERROR = Phrases(
    "500|502|503|504|error 500|internal server error|500 internal server error|=server error|502 bad gateway",
    "bad gateway|503 service unavailable|=service unavailable|service temporarily unavailable|504 gateway timeout",
    "gateway time-out|403|403 forbidden|forbidden|error 403|401 unauthorized|unauthorized|429 too many requests",
    "=too many requests|400 bad request|bad request|451 unavailable for legal reasons|unavailable for legal reasons",
    "=access denied|access to this page has been denied|access forbidden|you have been blocked|=request blocked",
    "the request could not be satisfied|error the request could not be satisfied|request rejected",
    "connection timed out|error establishing a database connection|=database error|=application error",
    "=something went wrong|=an error occurred|=an error has occurred|=unexpected error|=technical difficulties",
    "=temporarily unavailable|web server is down|site is under maintenance|=under maintenance|=scheduled maintenance",
    "site under maintenance|site is temporarily unavailable|=maintenance mode|=zugriff verweigert",
    "interner serverfehler|wartungsarbeiten",
    "=ein fehler ist aufgetreten|=accès refusé|=accès interdit|site en maintenance|=une erreur est survenue",
    "erreur interne du serveur|=acceso denegado|error interno del servidor|sitio en mantenimiento|=acesso negado",
    "erro interno do servidor|=accesso negato|errore interno del server|=toegang geweigerd|=dostęp zabroniony",
    "błąd serwera|=přístup odepřen|=доступ запрещён|=доступ запрещен|=доступ заборонено|ошибка сервера|помилка сервера",
    "внутренняя ошибка сервера|=технические работы|=технічні роботи|=erişim engellendi|=アクセスが拒否されました",
    "ただいまメンテナンス中です|=访问被拒绝|服务器错误|=存取被拒|서비스 점검 중|=접근이 거부되었습니다",
)

BOT_CHECK = Phrases(
    "=just a moment|=attention required|attention required cloudflare|checking your browser|=please wait",
    "=one more step",
    "verify you are human|verifying you are human|please verify you are a human|=human verification|=are you a robot",
    "=are you human|=i am not a robot|=robot check|=bot verification|captcha|=security check|=security verification",
    "pardon our interruption|=ddos protection|ddos-guard|browser verification|client challenge",
    "confirm you are not a robot|checking if the site connection is secure|making sure you're not a bot",
    "=unusual traffic|=nur einen moment|=einen moment bitte|=sind sie ein roboter|sicherheitsüberprüfung",
    "sicherheitsprüfung|=un instant|=vérification de sécurité|=êtes-vous un robot|vérifiez que vous êtes humain",
    "=un momento|verifica que eres humano|=comprobación de seguridad|=um momento|verifique se você é humano",
    "=verifica di sicurezza|=un attimo|een ogenblik geduld|bent u een robot|=jeszcze chwila|weryfikacja przeglądarki",
    "=один момент|=зачекайте хвилинку|перевірка браузера|підтвердьте що ви не робот|=ви не робот",
    "подтвердите что вы не робот|подтвердите что запросы отправляли вы|=вы не робот|проверка браузера|минутку",
    "=bir dakika lütfen|robot olmadığınızı doğrulayın|=しばらくお待ちください|=私はロボットではありません|=请稍候",
    "安全验证|人机验证|请完成安全验证|=잠시만 기다리십시오|=로봇이 아닙니다|=لحظة من فضلك|تحقق من أنك لست روبوتا",
)

NEEDS_JAVASCRIPT = Phrases(
    "please enable javascript|enable javascript|javascript is disabled|javascript is required|javascript required",
    "javascript is not available|you need to enable javascript|please enable js|please enable cookies",
    "enable javascript and cookies to continue|please turn javascript on|your browser is not supported",
    "unsupported browser|browser not supported|please update your browser|bitte aktivieren sie javascript",
    "javascript ist deaktiviert|veuillez activer javascript|javascript est désactivé|por favor active javascript",
    "habilite javascript|ative o javascript|abilita javascript|schakel javascript in|włącz javascript",
    "включите javascript|увімкніть javascript|необходимо включить javascript|javascriptを有効にしてください",
    "请启用javascript|자바스크립트를 활성화",
)

CONSENT = Phrases(
    "before you continue|cookie consent|cookie settings|cookie preferences|your privacy|we value your privacy",
    "your privacy choices|privacy settings|manage your privacy|we care about your privacy|consent required",
    "privacy gate|this site uses cookies|we use cookies|bevor sie fortfahren|datenschutzeinstellungen",
    "cookie-einstellungen|ihre privatsphäre|einwilligung|wir brauchen ihre zustimmung|ihre zustimmung",
    "mit werbung weiterlesen|weiterlesen mit werbung|avant de continuer|votre vie privée|gestion des cookies",
    "nous respectons votre vie privée|avant d'accéder au site|antes de continuar|tu privacidad|su privacidad",
    "configuración de cookies|a sua privacidade|valorizamos a sua privacidade|prima di continuare|la tua privacy",
    "rispettiamo la tua privacy|voordat je verdergaat|uw privacy|jouw privacy|cookies toestaan|twoja prywatność",
    "szanujemy twoją prywatność|zanim przejdziesz dalej|vaše soukromí|souhlas s cookies|din integritet",
    "vi värdesätter din integritet|dit privatliv|ditt personvern|yksityisyytesi|перш ніж продовжити",
    "ваша приватність|ваша конфіденційність|мы используем файлы cookie|ваша конфиденциальность|çerez ayarları",
    "プライバシー設定|cookieの設定|隐私设置|개인정보 설정",
)

LOGIN = Phrases(
    "log in|login|sign in|signin|sign up|register|create an account|create account|create your account|join now",
    "log in or register|sign in or create an account|member login|subscriber login|log in to continue",
    "sign in to continue|log in to your account|sign in to your account|welcome back|register to continue",
    "subscribers only|forgot password|register to continue reading|sign in to continue reading",
    "subscribe to continue reading|subscribe to read|anmelden|anmeldung|einloggen|registrieren|jetzt registrieren",
    "konto erstellen|mein konto|connexion|se connecter|connectez-vous|identifiez-vous|s'identifier|inscription",
    "créer un compte|créez votre compte|iniciar sesión|inicia sesión|regístrate|registrarse|crear cuenta",
    "crear una cuenta|entrar|iniciar sessão|fazer login|criar conta|faça seu login|accedi|accesso|registrati",
    "crea un account|inloggen|aanmelden|maak een account|zaloguj się|logowanie|zarejestruj się|rejestracja",
    "přihlášení|přihlásit se|registrace|prihlásenie|logga in|logg inn|log ind|kirjaudu|bejelentkezés|autentificare",
    "conectare|prijava|вход|войти|авторизация|регистрация|увійти|вхід|реєстрація|авторизація|вход в системата",
    "giriş yap|üye girişi|kayıt ol|σύνδεση|התחברות|تسجيل الدخول|ورود|masuk|đăng nhập|เข้าสู่ระบบ|लॉग इन|ログイン",
    "会員登録|新規登録|登录|登錄|登入|注册|로그인|회원가입",
)

ACCEPT = Phrases(
    "accept|accept all|accept all cookies|accept cookies|i accept|agree|i agree|agree and continue|allow all|got it",
    "consent|reject all|akzeptieren|alle akzeptieren|zustimmen|akzeptieren und weiter|einverstanden",
    "alles akzeptieren|accepter|tout accepter|j'accepte|accepter et continuer|aceptar|aceptar todo",
    "aceptar y continuar|aceitar|aceitar tudo|accetta|accetta tutto|accetto|accepteren|alles accepteren|akkoord",
    "akceptuję|zaakceptuj wszystko|zgadzam się|souhlasím|přijmout vše|súhlasím|godkänn|godkänn alla|acceptera",
    "godta alle|accepter alle|hyväksy|elfogadom|accept toate|прийняти|прийняти все|погоджуюсь|принять|принять все",
    "согласен|kabul et|tümünü kabul et|αποδοχή|אישור|أوافق|同意する|同意|接受|全部接受|동의|모두 동의",
)
